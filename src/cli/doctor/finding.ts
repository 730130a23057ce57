/** What a check found: one sentence, and what to do where something is to be done. */
export interface Finding {
  readonly verdict: Verdict;
  readonly says: string;
  /** The command to run or the setting to change. */
  readonly remedy?: string;
}

/** A warning is what may be wanted; a problem is what keeps something from working. */
export type Verdict = "ok" | "warning" | "problem";

export function fine(says: string): Finding {
  return { verdict: "ok", says };
}

export function warning(says: string, remedy: string): Finding {
  return { verdict: "warning", says, remedy };
}

export function problem(says: string, remedy: string): Finding {
  return { verdict: "problem", says, remedy };
}
