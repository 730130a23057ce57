import type { ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement } from "@slack/types";
import type { Chart, Footnote, Heading, Highlights, Section, Tiles } from "../../messages/report.ts";
import { signalSign } from "../../messages/signal-sign.ts";
import { platformLimits } from "../platform-limits.ts";
import { actionsToBlocks } from "./actions-to-blocks.ts";
import { textLength } from "./block-limits.ts";
import type { Room } from "./room.ts";
import { escaped, escapedLine, fitLines, plain, plainLine } from "./slack-text.ts";
import { tableToBlocks } from "./table-to-blocks.ts";
import { tileField } from "./tile-field.ts";

const limits = platformLimits.slack;

// Ours: as many KPIs as a digest may have; more would push the rest out of the message.
const MOST_TILES = 20;

/** A chart's picture as it stands at Slack, or where Slack gets it, or in words; or why there is none. */
export type Picture =
  | { readonly fileId: string }
  | { readonly address: string }
  | { readonly problem: string }
  | "words";

export interface SectionContext {
  readonly picture: Picture | undefined;
  readonly hasCommands: boolean;
  /** The message has its one table already. */
  readonly hasTable: boolean;
}

/** The section's blocks, cut to the room; none when it says nothing, undefined when it does not fit. */
export function sectionToBlocks(
  section: Section,
  room: Room,
  context: SectionContext,
): KnownBlock[] | undefined {
  const blocks = build(section, room, context);
  if (blocks === undefined || blocks.length === 0) return blocks;
  const fits = blocks.length <= room.blocks && textLength(blocks) <= room.characters;
  return fits ? blocks : undefined;
}

function build(section: Section, room: Room, context: SectionContext): KnownBlock[] | undefined {
  switch (section.type) {
    case "heading":
      return headingBlocks(section);
    case "paragraph":
      return textBlocks([escaped(section.text, Math.min(limits.sectionText, room.characters))], room);
    case "highlights":
      return textBlocks(section.items.map(highlightLine), room);
    case "tiles":
      return tilesBlocks(section, room);
    case "table":
      return tableToBlocks(section, room, context.hasTable);
    case "chart":
      return [chartBlock(section, context.picture)];
    case "actions":
      return actionsToBlocks(section.actions, context.hasCommands);
    case "footnote":
      return footnoteBlocks(section, room);
    default:
      return section satisfies never;
  }
}

function headingBlocks(heading: Heading): KnownBlock[] {
  const { text, subtitle } = heading;
  const title = plainLine(text && `${signalSign(heading)}${text}`, limits.headerText);
  const below = plainLine(subtitle ?? "", limits.contextText);
  return [
    ...(title ? [{ type: "header" as const, text: plainText(title) }] : []),
    ...(below ? [contextBlock([below])] : []),
  ];
}

function textBlocks(lines: readonly string[], room: Room): KnownBlock[] | undefined {
  const said = lines.filter((line) => line !== "");
  if (said.length === 0) return [];
  const text = fitLines(said, Math.min(limits.sectionText, room.characters));
  return text === undefined ? undefined : [{ type: "section", text: mrkdwn(text) }];
}

const marks = { good: "▲", bad: "▼", neutral: "◆" } as const;
const words = { good: "better", bad: "worse", neutral: "" } as const;

/** The name before the colon in bold, to be found at a glance; the tone in words, unless the text has the word itself. */
function highlightLine({ tone, text }: Highlights["items"][number]): string {
  const line = escapedLine(text, 400);
  if (!line) return "";
  const word = line.toLowerCase().includes(words[tone]) ? "" : ` (${words[tone]})`;
  return `${marks[tone]} ${line.replace(/^[^:*]{1,60}:(?= )/, "*$&*")}${word}`;
}

/** Two a block, side by side: Slack sets no space between the rows of one block's fields. */
function tilesBlocks({ tiles }: Tiles, room: Room): KnownBlock[] | undefined {
  const blocks: KnownBlock[] = [];
  let characters = 0;
  let shown = 0;
  for (let start = 0; start < Math.min(tiles.length, MOST_TILES); start += 2) {
    const fields = tiles.slice(start, start + 2).map(tileField);
    characters += fields.reduce((sum, field) => sum + field.text.length, 0);
    // Some room is kept for the line that says how many are missing.
    if (characters + 40 > room.characters || blocks.length + 2 > room.blocks) break;
    blocks.push({ type: "section", fields });
    shown += fields.length;
  }
  if (tiles.length > 0 && shown === 0) return undefined;
  if (shown < tiles.length) blocks.push(contextBlock([`…and ${tiles.length - shown} more`]));
  return blocks;
}

function chartBlock(chart: Chart, picture: Picture | undefined): KnownBlock {
  const altText = plainLine(chart.altText, 1_000) || plainLine(chart.spec.title, 1_000) || "Chart";
  if (picture === "words") return contextBlock([altText]);
  if (picture && "fileId" in picture) {
    return { type: "image", slack_file: { id: picture.fileId }, alt_text: altText };
  }
  if (picture && "address" in picture) {
    return { type: "image", image_url: picture.address, alt_text: altText };
  }
  const problem = picture?.problem ?? "it was not drawn";
  return contextBlock([`The chart is missing here: ${problem}. ${altText}`]);
}

function footnoteBlocks({ lines }: Footnote, room: Room): KnownBlock[] | undefined {
  const said = lines.map((line) => escapedLine(line, 500)).filter((line) => line !== "");
  if (said.length === 0) return [];
  const text = fitLines(said, Math.min(limits.contextText, room.characters));
  return text === undefined ? undefined : [{ type: "context", elements: [mrkdwn(text)] }];
}

/** Small grey print. The lines are plain text: nothing in them is read as markup. */
export function contextBlock(lines: readonly string[]): ContextBlock {
  return { type: "context", elements: [plainText(plain(lines.join("\n"), limits.contextText))] };
}

function plainText(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: true };
}

// verbatim: Slack must not turn words of other people's data into links, channels or mentions.
function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}
