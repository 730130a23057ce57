import type { Json, JsonObject } from "./chart-json.ts";
import { inks } from "./palette.ts";

/** The bundled font's name. It is ours alone, so that a font installed on the machine never takes its place. */
export const BUNDLED_FAMILY = "Deskpulse Sans";

/**
 * Sizes for a picture 900 pixels wide that a phone shows at 320: 26 pixels become 9 there. The first family is the
 * bundled one; the others stand in on a foreign QuickChart server.
 */
export const fonts = {
  family: `${BUNDLED_FAMILY}, Inter, Noto Sans, DejaVu Sans, sans-serif`,
  label: 26,
  title: 32,
} as const;

const AVERAGE_GLYPH = 0.56;
const TITLE_LENGTH = 51;

/** Roughly how wide a label is drawn, in pixels, known before anything is measured. */
export function labelWidth(text: string): number {
  return text.length * fonts.label * AVERAGE_GLYPH;
}

export function font(size: number, weight: "normal" | "600" = "normal"): JsonObject {
  return { family: fonts.family, size, weight };
}

/** What all charts share. */
export function commonOptions(title: string, note = ""): JsonObject {
  return {
    responsive: false,
    animation: false,
    devicePixelRatio: 1,
    locale: "en",
    color: inks.label,
    font: font(fonts.label),
    layout: { padding: { left: 24, right: 30, top: 18, bottom: 18 } },
    plugins: {
      title: {
        display: title !== "",
        text: titleLines(title),
        align: "start",
        color: inks.title,
        font: { ...font(fonts.title, "600"), lineHeight: 1.15 },
        padding: { top: 0, bottom: 10 },
      },
      // A note stands below the title. Empty it stands below the legend and keeps the topmost tick off it.
      subtitle: {
        display: true,
        weight: note === "" ? 500 : 1500,
        text: note,
        align: "start",
        color: inks.label,
        font: font(note === "" ? 8 : fonts.label),
        padding: { top: 0, bottom: note === "" ? 0 : 18 },
      },
    },
  };
}

/** `marker` is what stands for a series: a piece of its line, or its shape. */
export function legend(isShown: boolean, marker: "line" | "shape"): JsonObject {
  return {
    display: isShown,
    position: "top",
    align: "start",
    labels: {
      usePointStyle: true,
      pointStyle: marker === "line" ? "line" : undefined,
      pointStyleWidth: marker === "line" ? 38 : 25,
      boxHeight: 18,
      padding: 12,
      color: inks.label,
      font: font(fonts.label),
    },
  };
}

export function axisTicks(more: JsonObject = {}): Json {
  return { color: inks.label, font: font(fonts.label), padding: 8, maxRotation: 0, ...more };
}

/** One line, or two of about the same length; what is longer ends in an ellipsis. */
function titleLines(title: string): readonly string[] {
  if (title.length <= TITLE_LENGTH) return [title];
  const short = cut(title, 2 * TITLE_LENGTH - 8);
  const spaces = [...short.matchAll(/\s+/g)].map(({ index }) => index);
  const middle = spaces.toSorted(
    (one, other) => Math.abs(one - short.length / 2) - Math.abs(other - short.length / 2),
  )[0];
  if (middle === undefined) return [cut(title, TITLE_LENGTH)];
  return [short.slice(0, middle), short.slice(middle).trim()].map((line) => cut(line, TITLE_LENGTH + 2));
}

/** Cuts what would push the chart aside, between words where one ends near. */
export function cut(text: string, limit: number): string {
  const glyphs = [...text];
  if (glyphs.length <= limit) return text;
  const head = glyphs.slice(0, limit - 1).join("");
  const space = head.lastIndexOf(" ");
  return `${head.slice(0, space > limit * 0.75 ? space : undefined).trimEnd()}…`;
}
