import { readFileSync } from "node:fs";

/** Of Pattern's scale from −1 to 1. */
const SCALE = 5;
/** Weaker words of Pattern ("oude", "actuel", "erg") say nothing on their own. */
const WEAKEST = 0.15;

/** A lexicon of Pattern (PDDL, in lexicons/), from −5 to 5. */
export function patternLexicon(language: "fr" | "nl"): Map<string, number> {
  const lines = readFileSync(new URL(`./lexicons/${language}.tsv`, import.meta.url), "utf8")
    .trim()
    .split("\n");
  const polarity = new Map<string, number>();
  for (const line of lines) {
    const [word = "", value = ""] = line.split("\t");
    if (Math.abs(Number(value)) >= WEAKEST) polarity.set(word, SCALE * Number(value));
  }
  return polarity;
}
