import type { Asked } from "./differences.ts";
import { goals, settings } from "./random-question.ts";
import type { Span } from "./random-time.ts";

const day = 86_400_000;

/** More of them by DIFFERENTIAL_SEEDS. */
export const seeds = Array.from(
  { length: Number(process.env["DIFFERENTIAL_SEEDS"] ?? 4) },
  (_, index) => index + 1,
);

/** Few seeds share what there is to do; of many each does a part, and in the end all of it many times. */
export function isTurnOf(seed: number, index: number): boolean {
  return index % 4 === seed % 4;
}

/** Both clock changes of the Netherlands, and of Lord Howe, where the clock moves by half an hour. */
export const spans: readonly [Span, ...Span[]] = [
  { from: Date.parse("2026-03-10T00:00:00Z"), days: 28 },
  { from: Date.parse("2025-09-25T00:00:00Z"), days: 32 },
];

/** In Beirut the skipped hour begins at midnight, in Santiago the one that comes twice ends there. */
export const zones = [
  "Europe/Amsterdam",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "UTC",
  "Asia/Beirut",
  "America/Santiago",
] as const;

export function ofSeed<T>(choices: readonly T[], seed: number): T {
  const choice = choices[seed % choices.length];
  if (choice === undefined) throw new Error("Nothing to choose from");
  return choice;
}

/** Most of a span, with some of it in the period before. */
export function middleOf({ from, days }: Span): Pick<Asked, "from" | "to" | "step"> {
  return { from: from + 8 * day, to: from + days * day, step: { kind: "elapsed" } };
}

export const usual = {
  reopenWindowMs: 7 * day,
  weekStartsOn: "monday",
  clock: "elapsed",
  goals,
  settings,
} as const;
