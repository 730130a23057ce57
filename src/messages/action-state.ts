/**
 * What a button's command is sent as and comes back as: `{"v":1,"c":"kpi csat by channel last week"}`. Whoever gets it
 * back trusts nothing in it: it is what anybody could have typed.
 */

/** In bytes. Slack's buttons carry 2,000 characters, its selects' options 150. */
const LONGEST_STATE = 2_000;

const VERSION = 1;

/** Undefined for a command too long to be sent: better no button than one that does something else. */
export function writeActionState(command: string): string | undefined {
  const state = JSON.stringify({ v: VERSION, c: command });
  return Buffer.byteLength(state, "utf8") <= LONGEST_STATE ? state : undefined;
}

/** The command, undefined for what is not a state of this version: a button of an older message, or a forged one. */
export function readActionState(text: string): string | undefined {
  if (Buffer.byteLength(text, "utf8") > LONGEST_STATE) return undefined;
  const state = parsed(text);
  if (typeof state !== "object" || state === null || !("v" in state) || !("c" in state)) return undefined;
  return state.v === VERSION && typeof state.c === "string" ? state.c : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
