import type { KnownBlock } from "@slack/types";
import type { Answer } from "../../commands/command.ts";
import type { Report } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import { reportToBlocks } from "./report-to-blocks.ts";
import { type Room, wholeMessage } from "./room.ts";
import { contextBlock, type Picture } from "./section-to-blocks.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { escaped } from "./slack-text.ts";

const limits = platformLimits.slack;

export interface SlackMessage {
  /** What notifications and old clients show. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

type Drawer = SlackDesk["drawer"];

/** An answer to one person alone. What else is to be said stands below it, small. */
export function answerMessage({ report }: Answer, drawer: Drawer, remarks: readonly string[]): SlackMessage {
  const ending = remarks.length > 0 ? [contextBlock(remarks)] : [];
  const blocks = reportToBlocks(report, { ...shownTo(report, drawer), ending });
  return { text: escaped(report.summary, limits.fallbackText) || "deskpulse", blocks };
}

/** The message without its pictures, for when Slack does not get them. */
export function withoutPictures({ text, blocks }: SlackMessage): SlackMessage {
  return {
    text,
    blocks: blocks.map((block) => (block.type === "image" ? contextBlock([block.alt_text]) : block)),
  };
}

/** An answer in a modal or on the Home, where Slack's own tables are not to be had. */
export function answerBlocks({ report }: Answer, drawer: Drawer, room: Room = wholeMessage): KnownBlock[] {
  return reportToBlocks(report, { ...shownTo(report, drawer), isView: true, room });
}

function shownTo(report: Report, drawer: Drawer) {
  return { pictures: picturesOf(report, drawer), hasCommands: true, mayRepeat: false };
}

/**
 * A file of ours is seen only where it is posted, which a message to one person alone is not. So such a message shows
 * pictures by their address; without one, what they show is said in words.
 */
function picturesOf(report: Report, drawer: Drawer): readonly Picture[] {
  return report.sections.flatMap((section): Picture[] => {
    if (section.type !== "chart") return [];
    const address = drawer.publicUrl(section.spec);
    return [address !== undefined && address.length <= limits.imageUrl ? { address } : "words"];
  });
}
