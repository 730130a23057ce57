import type { KnownBlock, RichTextBlock } from "@slack/types";
import type { Table } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import type { Room } from "./room.ts";
import { escapedLine, escapeMarkup, fitLines } from "./slack-text.ts";

const limits = platformLimits.slack;

const MOST_ROWS = 30;
const CELL_LENGTH = 120;

/** Rows that lead somewhere as lines, where no table of Slack's can carry their links; undefined where there is no room. */
export function linkedRows(table: Table, room: Room): KnownBlock | undefined {
  const lines = table.rows.slice(0, MOST_ROWS).map((row, index) => {
    const [first = "", ...others] = row.map((text) => escapedLine(text, CELL_LENGTH));
    const address = webAddress(table.rowLinks?.[index]);
    const head = address === undefined || first === "" ? first : `<${inMarkup(address)}|${first}>`;
    return [head, ...others].filter((part) => part !== "").join(" · ");
  });
  const omitted = table.rows.length - lines.length + (table.omitted ?? 0);
  const text = fitLines(lines, Math.min(limits.sectionText, room.characters), omitted);
  return text === undefined ? undefined : { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

/** A table's cell that leads somewhere. */
export function linkCell(text: string, url: string): RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "link", url, text }] }],
  };
}

/** A link's address; undefined for anything but http and https. */
export function webAddress(link: string | null | undefined): string | undefined {
  if (!link || !URL.canParse(link)) return undefined;
  const { href, protocol } = new URL(link);
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && href.length <= limits.buttonUrl ? href : undefined;
}

/** As it stands in markup, where these would end the link or begin another. */
function inMarkup(address: string): string {
  return escapeMarkup(address).replaceAll("|", "%7C");
}
