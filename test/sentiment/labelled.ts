import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { sentimentOf } from "../../src/sentiment/sentiment-of.ts";

export interface Labelled {
  readonly label: string;
  readonly text: string;
}

/** The sentences of a fixture. */
export function labelled(file: string): readonly Labelled[] {
  const path = new URL(`../fixtures/sentiment/${file}`, import.meta.url);
  return readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => ({ label: line.slice(0, line.indexOf("\t")), text: line.slice(line.indexOf("\t") + 1) }));
}

/** Which half a sentence is in, by its hash, so that it is the same in every run. */
export function isTuningHalf({ text }: Labelled): boolean {
  return (createHash("sha256").update(text).digest()[0] ?? 0) % 2 === 0;
}

export interface Accuracy {
  /** The mean of the shares of positive and of negative verdicts that are right about their label's sentences. */
  readonly balanced: number;
  /** Share of the sentences with a feeling that are called positive or negative. */
  readonly coverage: number;
}

/** How well positive and negative sentences are told apart where they are decided. */
export function accuracyOf(sentences: readonly Labelled[]): Accuracy {
  const felt = sentences.filter(({ label }) => label !== "neutral");
  const decided = felt
    .map(({ label, text }) => ({ label, verdict: sentimentOf(text).sentiment }))
    .filter(({ verdict }) => verdict === "positive" || verdict === "negative");
  const rightOf = (wanted: string) => {
    const of = decided.filter(({ label }) => label === wanted);
    return of.filter(({ verdict }) => verdict === wanted).length / of.length;
  };
  return {
    balanced: (rightOf("positive") + rightOf("negative")) / 2,
    coverage: decided.length / felt.length,
  };
}
