/** What somebody wants to know, as far as it decides whether they may. Names are those of the metrics' dimensions. */
export interface Question {
  /** KPIs by id. */
  readonly metrics: readonly string[];
  /** What the answer is split by. */
  readonly by: readonly string[];
  /** Any of the values; dimensions among each other are "and". Agents and teams by id. */
  readonly filters: Narrowing;
  /** What the question is about from the start, as a digest's or button's; every part of it must be allowed too. */
  readonly scope?: "all" | Narrowing | undefined;
  /** conversations: the single ones behind a number, too. Default numbers. */
  readonly shows?: "numbers" | "conversations" | undefined;
}

export type Narrowing = Readonly<Record<string, readonly string[] | undefined>>;
