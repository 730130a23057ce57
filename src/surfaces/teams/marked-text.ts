import type { IRichTextBlock, ITextRun, Spacing } from "@microsoft/teams.cards";
import type { Tone } from "../../messages/report.ts";
import { cutText } from "./card-text.ts";

export type MarkColour = "Good" | "Warning" | "Attention" | "Default";

/** Beside words, never alone: the client draws them to suit its theme. */
export const toneColours: Readonly<Record<Tone, MarkColour>> = {
  good: "Good",
  bad: "Attention",
  neutral: "Default",
};

/** A coloured sign and, where the text does not say it, a word for it. */
export interface Mark {
  readonly sign: string;
  readonly word?: string;
  readonly color: MarkColour;
}

/**
 * A line with a mark before it. The words keep the text's own colour: Teams' green and yellow are too pale to read on
 * white.
 */
export function markedText(
  { sign, word, color }: Mark,
  text: string,
  options: { readonly length: number; readonly size?: "Small"; readonly spacing?: Spacing },
): IRichTextBlock {
  const { length, spacing = "None", ...look } = options;
  const run = (shown: string, more: Partial<ITextRun> = {}): ITextRun => ({
    type: "TextRun",
    text: shown,
    ...look,
    ...more,
  });
  return {
    type: "RichTextBlock",
    spacing,
    inlines: [
      run(`${sign} `, { weight: "Bolder", color }),
      ...(word === undefined || says(text, word) ? [] : [run(`${word}: `, { weight: "Bolder" })]),
      run(cutText(text, length)),
    ],
  };
}

function says(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.toLowerCase());
}
