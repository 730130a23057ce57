import { alertSources } from "../../jobs/alerts/alert-targets.ts";
import { digestTargets } from "../../jobs/digest-targets.ts";
import type { Platform } from "../../surfaces/surface.ts";
import type { DoctorRoom } from "./doctor-room.ts";
import { listed } from "./listed.ts";

/** What is sent to a target. */
export interface SentThere {
  /** "morning", "morning, alerts of urgent" */
  readonly names: string;
  /** "morning goes", "morning, alerts of urgent go" */
  readonly goes: string;
}

/** The targets on a platform that digests and alerts go to, with what goes there. */
export function sentThere(
  { digests, config }: Pick<DoctorRoom, "digests" | "config">,
  platform: Platform,
): ReadonlyMap<string, SentThere> {
  const all = [
    ...digests.map(({ digest }) => ({ name: digest.id, isOne: true, targets: digestTargets(digest) })),
    ...alertSources(config).map(({ id, targets }) => ({ name: `alerts of ${id}`, isOne: false, targets })),
  ];
  const pairs = all.flatMap(({ targets, ...sent }) =>
    targets.filter((one) => one.platform === platform).map(({ target }) => ({ target, ...sent })),
  );
  return new Map(
    [...Map.groupBy(pairs, ({ target }) => target)].map(([target, some]) => [target, told(some)]),
  );
}

function told(all: readonly { readonly name: string; readonly isOne: boolean }[]): SentThere {
  const names = listed(all.map(({ name }) => name));
  const isOne = all.length === 1 && all[0]?.isOne === true;
  return { names, goes: `${names} ${isOne ? "goes" : "go"}` };
}
