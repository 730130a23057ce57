import { describe, expect, it } from "vitest";
import { sentimentOf } from "../../src/sentiment/sentiment-of.ts";
import { type Accuracy, accuracyOf, isTuningHalf, labelled } from "./labelled.ts";

const reviews = labelled("uci_sentences.tsv");
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function print(of: string, { balanced, coverage }: Accuracy): void {
  console.log(`sentiment of ${of}: balanced accuracy ${percent(balanced)}, decided ${percent(coverage)}`);
}

describe("sentiment", () => {
  it("is right about 4 of 5 English reviews where it decides, and decides more than half of those never looked at", () => {
    const tuning = accuracyOf(reviews.filter(isTuningHalf));
    const held = accuracyOf(reviews.filter((sentence) => !isTuningHalf(sentence)));
    print("3,000 reviews, half it was tuned on", tuning);
    print("3,000 reviews, half held back", held);

    expect(held.balanced).toBeGreaterThanOrEqual(0.8);
    expect(held.coverage).toBeGreaterThanOrEqual(0.6);
    expect(tuning.balanced).toBeGreaterThanOrEqual(0.8);
  });

  it.each([
    ["English", "support_en.tsv"],
    ["French", "support_fr.tsv"],
    ["Dutch", "support_nl.tsv"],
  ])("is right about 4 of 5 %s support messages where it decides", (language, file) => {
    const accuracy = accuracyOf(labelled(file));
    print(`${language} support messages`, accuracy);

    expect(accuracy.balanced).toBeGreaterThanOrEqual(0.8);
    expect(accuracy.coverage).toBeGreaterThanOrEqual(0.6);
  });

  it.each(["support_en.tsv", "support_fr.tsv", "support_nl.tsv"])(
    "calls few questions of %s a feeling",
    (file) => {
      const questions = labelled(file).filter(({ label }) => label === "neutral");
      const felt = questions.filter(({ text }) => sentimentOf(text).sentiment !== "neutral");

      expect(felt.length / questions.length).toBeLessThan(0.2);
    },
  );
});
