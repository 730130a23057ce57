import type { ImportStep } from "./import-step.ts";

/** What a file was found to hold. */
export interface ImportTally {
  /** Lines or rows read. */
  readonly records: number;
  /** Valid events made of them. */
  readonly events: number;
  /** Rows that the mapping leaves out, or that no rule made an event of. */
  readonly withoutEvents: number;
  /** Events set a millisecond later to keep the order of their rows. */
  readonly shifted: number;
  readonly types: Readonly<Record<string, number>>;
}

/** Adds steps up. */
export function importTally(): { add(step: ImportStep): void; total(): ImportTally } {
  const types = new Map<string, number>();
  const total = { records: 0, events: 0, withoutEvents: 0, shifted: 0 };
  return {
    add: (step) => {
      total.records = step.read;
      total.events += step.events.length;
      total.withoutEvents += step.withoutEvents;
      total.shifted += step.shifted;
      for (const { type } of step.events) types.set(type, (types.get(type) ?? 0) + 1);
    },
    total: () => ({
      ...total,
      types: Object.fromEntries([...types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}
