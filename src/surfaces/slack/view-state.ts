import type { Place } from "../../commands/command.ts";

/** What a modal keeps for when something in it is tapped or sent: where it was opened, and whose form it is. */
export interface ViewState {
  readonly place: Place;
  readonly command?: string | undefined;
}

const kinds = ["personal", "group", "channel"] as const;

export function writeViewState({ place, command }: ViewState): string {
  return JSON.stringify({
    c: place.channel,
    k: place.kind,
    ...(command === undefined ? {} : { f: command }),
  });
}

/** Undefined for what is not a state of ours. Nothing in it is a permission: it is where somebody says to be. */
export function readViewState(written: string): ViewState | undefined {
  const state = parsed(written);
  if (typeof state !== "object" || state === null || !("c" in state) || !("k" in state)) return undefined;
  const kind = kinds.find((each) => each === state.k);
  if (typeof state.c !== "string" || kind === undefined) return undefined;
  const command = "f" in state && typeof state.f === "string" ? state.f : undefined;
  return { place: { platform: "slack", channel: state.c, kind }, command };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
