import type { EventData } from "../events/vocabulary.ts";
import type { RatingRow } from "./rows.ts";

type Answer = EventData<"survey.answered">;
type Scale = NonNullable<Answer["scale"]>;

const usualScale: Scale = { min: 1, max: 5, betterIs: "higher" };
const scales: Partial<Record<Answer["survey"], Scale>> = {
  nps: { min: 0, max: 10, betterIs: "higher" },
  ces: { min: 1, max: 7, betterIs: "lower" },
};

/** How far up its scale a score must be to be positive: 4 of 1–5. */
const POSITIVE_FROM = 0.75;

/** What an answer says: a score on its scale, or a word. */
export function verdictOf(
  data: Answer,
): Pick<RatingRow, "score" | "scaleMin" | "scaleMax" | "betterIs" | "answer" | "isPositive"> {
  const { score, answer = null } = data;
  if (score === undefined) {
    const isPositive = answer === "happy" || answer === "good";
    return { score: null, scaleMin: null, scaleMax: null, betterIs: null, answer, isPositive };
  }
  const scale = data.scale ?? scales[data.survey] ?? usualScale;
  const { min, max, betterIs } = scale;
  const height = betterIs === "higher" ? score - min : max - score;
  const isPositive = height >= POSITIVE_FROM * (max - min);
  return { score, scaleMin: min, scaleMax: max, betterIs, answer: null, isPositive };
}
