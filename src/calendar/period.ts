/** A half-open interval [from, to) that was asked for in a time zone. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
  /** IANA. */
  readonly timezone: string;
  /** What sets the period before it: a calendar month steps by months, days by local days, others by elapsed time. */
  readonly step: "days" | "month" | "elapsed";
  /** Local days in the period where step is "days". */
  readonly days?: number;
  /** In words: "yesterday", "last week", "2026-03-01 to 2026-03-31". */
  readonly name: string;
}
