import type { Heading } from "../messages/report.ts";
import type { Acknowledgement, EpisodeState } from "./episode.ts";

interface Standing {
  readonly state: EpisodeState | "firing";
  readonly acknowledgement: Pick<Acknowledgement, "until"> | null;
}

/** What is seen of an alert at a glance: whether somebody has to do something about it. */
export function signalOf({ state, acknowledgement }: Standing, now: Date): Pick<Heading, "signal"> {
  if (state === "resolved") return { signal: "done" };
  if (state !== "at-risk" && state !== "breached" && state !== "firing") return {};
  if (acknowledgement && (acknowledgement.until === null || acknowledgement.until > now))
    return { signal: "taken" };
  return { signal: state === "at-risk" ? "warning" : "danger" };
}
