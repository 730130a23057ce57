import type { IRichTextBlock } from "@microsoft/teams.cards";
import type { Tone } from "../../messages/report.ts";
import { cutText } from "./card-text.ts";

export type MarkColour = "Good" | "Warning" | "Attention" | "Default";

/** Beside words, never alone: the client draws them to suit its theme. */
export const toneColours: Readonly<Record<Tone, MarkColour>> = {
  good: "Good",
  bad: "Attention",
  neutral: "Default",
};

/**
 * A line with a coloured mark before it. The words keep the text's own colour: Teams' green and yellow are too pale to
 * read on white.
 */
export function markedText(
  mark: { readonly sign: string; readonly color: MarkColour },
  text: string,
  options: { readonly length: number; readonly size?: "Small" },
): IRichTextBlock {
  const { length, ...look } = options;
  return {
    type: "RichTextBlock",
    spacing: "None",
    inlines: [
      { type: "TextRun", text: `${mark.sign} `, weight: "Bolder", color: mark.color, ...look },
      { type: "TextRun", text: cutText(text, length), ...look },
    ],
  };
}
