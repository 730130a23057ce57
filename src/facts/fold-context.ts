/** Business hours of teams; null for a team, or its time, that no calendar covers. */
export interface BusinessTime {
  /** Milliseconds of [from, to) within business hours of the team; of the desk where `team` is null. */
  between(team: string | null, from: Date, to: Date): number | null;
  isOpen(team: string | null, at: Date): boolean | null;
  /** When so many milliseconds of business time after `from` have passed. */
  after(team: string | null, from: Date, ms: number): Date | null;
}

/** What a fold depends on besides its events. */
export interface FoldContext {
  readonly businessTime: BusinessTime;
}

/** A desk without calendars. */
export const plainFoldContext: FoldContext = {
  businessTime: { between: () => null, isOpen: () => null, after: () => null },
};
