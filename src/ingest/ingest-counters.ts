/** What became of an event at a door. Of an unmapped topic no event was made: it was acknowledged and left. */
type IngestOutcome = "accepted" | "duplicate" | "rejected" | "unmapped";

/** Where the doors count what came in; what is counted with decides who joins the rooms. */
export interface IngestCounters {
  /**
   * @param source the source as configured or named by its key; never a text out of an event that anybody may write
   * @param n how many, 0 or more
   */
  count(source: string, outcome: IngestOutcome, n: number): void;
}

/** For who does not count. */
export const noCounters: IngestCounters = { count: () => undefined };
