import type { CardElement, IAdaptiveCard } from "@microsoft/teams.cards";
import type { ChartDrawer } from "../../charts/drawer.ts";
import { cutRows } from "../../messages/cut-rows.ts";
import type { Footnote, Heading, Highlights, Report, Section } from "../../messages/report.ts";
import { signalSign } from "../../messages/signal-sign.ts";
import { platformLimits } from "../platform-limits.ts";
import { actionsToButtons } from "./actions-to-buttons.ts";
import type { Press } from "./card-press.ts";
import { type CardRoom, cardRooms, omission } from "./card-room.ts";
import { cutText, textBlock } from "./card-text.ts";
import { chartToElements } from "./chart-to-elements.ts";
import { markedText, toneColours } from "./marked-text.ts";
import type { PressContext } from "./press-context.ts";
import { tableToElement } from "./table-to-element.ts";
import { tilesToColumns } from "./tiles-to-columns.ts";

export interface CardOptions {
  readonly publicUrl: ChartDrawer["publicUrl"];
  /** Whether somebody answers buttons that run a command; without, only links are shown. */
  readonly hasCommands?: boolean;
  /** The same card may already be there: says so at its top. */
  readonly mayRepeat?: boolean;
  /** The line that the card answers, whose buttons' answers take its place; without, they come beside it. */
  readonly line?: string | undefined;
  /** Where it was asked for, if it is sent elsewhere. */
  readonly at?: Press["at"];
  /** What stands below the report, whole: a form, a way back. */
  readonly below?: readonly CardElement[];
}

/**
 * A report as an Adaptive Card that Teams takes: what does not fit is cut with "and N more". Same report, same card.
 */
export function reportToCard(report: Report, options: CardOptions): IAdaptiveCard {
  for (const room of cardRooms) {
    const candidate = card(report, options, room);
    if (cardBytes(candidate) <= platformLimits.teams.cardBytes) return candidate;
  }
  throw new Error("the tightest room for a card does not hold one section");
}

/** As it travels: JSON in UTF-8. */
export function cardBytes(card: unknown): number {
  return Buffer.byteLength(JSON.stringify(card), "utf8");
}

function card(report: Report, options: CardOptions, room: CardRoom): IAdaptiveCard {
  const sections = report.sections.slice(0, room.sections);
  const { below = [] } = options;
  const summary = cutText(report.summary, room.label);
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: platformLimits.teams.cardVersion,
    msteams: { width: "full" },
    fallbackText: summary,
    speak: summary,
    body: [
      ...(options.mayRepeat ? [repeatNotice()] : []),
      ...(sections.length === 0 && below.length === 0 ? [textBlock(cutText(report.summary, room.text))] : []),
      ...sectionElements(sections, options, room),
      ...omission(report.sections.length - sections.length, "section"),
      ...below,
    ],
  };
}

function sectionElements(sections: readonly Section[], options: CardOptions, room: CardRoom): CardElement[] {
  const charts = sections.filter(({ type }) => type === "chart");
  const shown = new Set(charts.slice(0, room.charts));
  const kept = sections.filter((section) => section.type !== "chart" || shown.has(section));
  const context = pressContext(options);
  return [
    ...kept.flatMap((section) => elements(section, { options, room, context })),
    ...omission(charts.length - shown.size, "chart"),
  ];
}

interface Setting {
  readonly options: CardOptions;
  readonly room: CardRoom;
  readonly context: PressContext;
}

function pressContext({ hasCommands = false, line, at }: CardOptions): PressContext {
  let inputs = 0;
  return { hasCommands, line, at, inputName: () => `pick${++inputs}` };
}

function elements(section: Section, { options, room, context }: Setting): CardElement[] {
  switch (section.type) {
    case "heading":
      return heading(section, room);
    case "paragraph":
      return [textBlock(cutText(section.text, room.text))];
    case "highlights":
      return highlights(section, room);
    case "tiles":
      return tilesToColumns(section, room, context);
    case "table":
      return tableToElement(section, room);
    case "chart":
      return chartToElements(section, options.publicUrl, room);
    case "actions":
      return actionsToButtons(section.actions, room, context);
    case "footnote":
      return footnote(section, room);
    default:
      throw new Error(`no card element for ${JSON.stringify(section satisfies never)}`);
  }
}

function heading(section: Heading, room: CardRoom): CardElement[] {
  const title = textBlock(cutText(`${signalSign(section)}${section.text}`, room.label), {
    size: "Large",
    weight: "Bolder",
    style: "heading",
  });
  if (section.subtitle === undefined) return [title];
  return [title, textBlock(cutText(section.subtitle, room.label), { isSubtle: true, spacing: "None" })];
}

const marks = {
  good: { sign: "▲", word: "Better", color: toneColours.good },
  bad: { sign: "▼", word: "Worse", color: toneColours.bad },
  neutral: { sign: "◆", color: toneColours.neutral },
} as const;

function highlights(section: Highlights, room: CardRoom): CardElement[] {
  const { rows, omitted } = cutRows(section.items, room.highlights);
  return [
    ...rows.map(({ tone, text }) => markedText(marks[tone], text, { length: room.text, spacing: "Small" })),
    ...omission(omitted, "highlight"),
  ];
}

function footnote(section: Footnote, room: CardRoom): CardElement[] {
  const shown = section.lines.slice(0, room.footnotes);
  return [
    ...shown.map((line, index) =>
      textBlock(cutText(line, room.text), {
        size: "Small",
        isSubtle: true,
        ...(index === 0 ? { spacing: "Medium", separator: true } : { spacing: "None" }),
      }),
    ),
    ...omission(section.lines.length - shown.length, "note"),
  ];
}

function repeatNotice(): CardElement {
  const text = "Sent again, since Teams did not confirm the first time: you may see this twice.";
  return markedText({ sign: "●", color: "Warning" }, text, { length: text.length, size: "Small" });
}
