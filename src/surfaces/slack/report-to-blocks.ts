import type { KnownBlock } from "@slack/types";
import type { Report, Section } from "../../messages/report.ts";
import { textLength } from "./block-limits.ts";
import { type Room, wholeMessage, without } from "./room.ts";
import { contextBlock, type Picture, sectionToBlocks } from "./section-to-blocks.ts";

export interface BlockOptions {
  /** One a chart section, in their order. */
  readonly pictures: readonly Picture[];
  /** Buttons that run a command are shown only where somebody answers them. */
  readonly hasCommands: boolean;
  /** Say that the message may already be there. */
  readonly mayRepeat: boolean;
  /** For a modal or the Home rather than a message. */
  readonly isView?: boolean;
  /** A whole message unless given. */
  readonly room?: Room;
  /** Below everything, and never left out. */
  readonly ending?: readonly KnownBlock[];
}

const repeatNote =
  "This message may be here twice: Slack did not confirm the first attempt to post it, and cannot be asked.";

/** Who gets room first where not everything fits. A table can be cut best, so it comes last. */
const precedence: readonly Section["type"][] = [
  "heading",
  "highlights",
  "tiles",
  "footnote",
  "actions",
  "chart",
  "paragraph",
  "table",
];

// For the line that says what was left out.
const reserve: Room = { characters: 120, blocks: 1 };

/** A report as Block Kit, always within Slack's limits: what does not fit is cut and the message says so. */
export function reportToBlocks(report: Report, options: BlockOptions): KnownBlock[] {
  const ending = [...(options.mayRepeat ? [contextBlock([repeatNote])] : []), ...(options.ending ?? [])];
  const sections = report.sections.map((section, index) => ({ section, index }));
  const picture = picturesBySection(report.sections, options.pictures);
  const placed = new Map<number, KnownBlock[]>();
  let room = without(without(options.room ?? wholeMessage, reserve), sizeOf(ending));
  let hasTable = options.isView ?? false;
  for (const { section, index } of sections.toSorted(byPrecedence)) {
    const blocks = sectionToBlocks(section, room, { ...options, picture: picture.get(index), hasTable });
    if (blocks === undefined) continue;
    placed.set(index, blocks);
    hasTable ||= blocks.some((block) => block.type === "table");
    room = without(room, sizeOf(blocks));
  }
  const omitted = sections.length - placed.size;
  const blocks = sections.flatMap(({ index }) => placed.get(index) ?? []);
  if (omitted > 0) blocks.push(contextBlock([`…and ${omitted} more of this report: too long for Slack.`]));
  blocks.push(...ending);
  return blocks.length > 0 ? blocks : [contextBlock(["Nothing to report."])];
}

function picturesBySection(sections: readonly Section[], pictures: readonly Picture[]): Map<number, Picture> {
  const charts = sections.flatMap((section, index) => (section.type === "chart" ? [index] : []));
  return new Map(
    charts.flatMap((index, order) => {
      const picture = pictures[order];
      return picture ? [[index, picture] as const] : [];
    }),
  );
}

function byPrecedence(
  a: { readonly section: Section; readonly index: number },
  b: { readonly section: Section; readonly index: number },
): number {
  return precedence.indexOf(a.section.type) - precedence.indexOf(b.section.type) || a.index - b.index;
}

function sizeOf(blocks: readonly KnownBlock[]): Room {
  return { characters: textLength(blocks), blocks: blocks.length };
}
