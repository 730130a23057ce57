import { platformLimits } from "../platform-limits.ts";
import { atMost, checkString, checkText, isObject, items, type Json, type Say } from "./checks.ts";
import { checkActions, checkInput } from "./element-limits.ts";

const limits = platformLimits.slack;

/**
 * Everything Slack would refuse in a message's blocks, each as a line naming the place; empty when they may be sent.
 * Takes what is on the wire, so it can stand in front of an emulator as well as behind a builder.
 */
export function checkBlocks(blocks: unknown): string[] {
  return checkAll(blocks, limits.blocksInMessage, "message");
}

/** The same of a modal or a Home, its frame included. */
export function checkView(view: unknown): string[] {
  if (!isObject(view)) return ["view: not an object"];
  const complaints = checkAll(view["blocks"], limits.blocksInModal, "view");
  const say: Say = (place, problem) => complaints.push(`view.${place}: ${problem}`);
  if (view["type"] !== "modal" && view["type"] !== "home") say("type", "neither modal nor home");
  for (const part of ["title", "submit", "close"] as const) {
    const isMissing = view[part] === undefined && (part !== "title" || view["type"] === "home");
    if (!isMissing) checkText(say, part, view[part], limits.modalTitle, ["plain_text"]);
  }
  const hasInputs =
    Array.isArray(view["blocks"]) &&
    view["blocks"].some((block) => isObject(block) && block["type"] === "input");
  if (hasInputs && view["type"] === "modal" && view["submit"] === undefined)
    say("submit", "missing beside inputs");
  atMost(
    say,
    "private_metadata",
    String(view["private_metadata"] ?? "").length,
    limits.privateMetadata,
    "characters",
  );
  return complaints;
}

function checkAll(blocks: unknown, most: number, surface: "message" | "view"): string[] {
  if (!Array.isArray(blocks)) return ["blocks: not an array"];
  const complaints: string[] = [];
  const say: Say = (place, problem) => complaints.push(`${place}: ${problem}`);
  if (blocks.length === 0) say("blocks", "empty");
  atMost(say, "blocks", blocks.length, most, "blocks");
  for (const [index, block] of blocks.entries()) {
    checkBlock(say, `blocks[${index}]`, block);
    const stranger = surface === "message" ? "input" : "table";
    if (isObject(block) && block["type"] === stranger)
      say(`blocks[${index}]`, `no ${stranger} in a ${surface}`);
  }
  checkWhole(say, blocks);
  return complaints;
}

/** All the text of the blocks together, as Slack's limit for a message counts it. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [key, item]) => {
    if (typeof item !== "string") return sum + textLength(item);
    return key === "text" || key === "alt_text" ? sum + item.length : sum;
  }, 0);
}

function checkWhole(say: Say, blocks: readonly unknown[]): void {
  const tables = blocks.filter((block) => isObject(block) && block["type"] === "table");
  atMost(say, "blocks", tables.length, limits.tablesInMessage, "tables");
  atMost(say, "blocks", textLength(tables), limits.tableText, "characters in tables");
  atMost(say, "blocks", textLength(blocks), limits.messageText, "characters together");
  const ids = blocks.flatMap((block) => (isObject(block) && "block_id" in block ? [block["block_id"]] : []));
  if (new Set(ids).size < ids.length) say("blocks", "the same block_id twice");
}

function checkBlock(say: Say, place: string, block: unknown): void {
  if (!isObject(block)) {
    say(place, "not an object");
    return;
  }
  const check = typeof block["type"] === "string" ? blockChecks[block["type"]] : undefined;
  if (!check) {
    say(place, `type ${JSON.stringify(block["type"])} is not one we send`);
    return;
  }
  if (block["block_id"] !== undefined) {
    checkString(say, `${place}.block_id`, block["block_id"], limits.blockId);
  }
  check(say, place, block);
}

const blockChecks: Readonly<Record<string, (say: Say, place: string, block: Json) => void>> = {
  header: (say, place, block) =>
    checkText(say, `${place}.text`, block["text"], limits.headerText, ["plain_text"]),
  divider: () => undefined,
  section: checkSection,
  context: checkContext,
  actions: checkActions,
  image: checkImage,
  table: checkTable,
  input: checkInput,
};

function checkSection(say: Say, place: string, block: Json): void {
  const { text, fields } = block;
  if (text === undefined && fields === undefined) {
    say(place, "neither text nor fields");
    return;
  }
  if (text !== undefined) checkText(say, `${place}.text`, text, limits.sectionText);
  if (fields === undefined) return;
  for (const [index, field] of items(say, `${place}.fields`, fields, limits.sectionFields)) {
    checkText(say, `${place}.fields[${index}]`, field, limits.sectionFieldText);
  }
}

function checkContext(say: Say, place: string, block: Json): void {
  for (const [index, element] of items(say, `${place}.elements`, block["elements"], limits.contextElements)) {
    checkText(say, `${place}.elements[${index}]`, element, limits.contextText);
  }
}

function checkImage(say: Say, place: string, block: Json): void {
  checkString(say, `${place}.alt_text`, block["alt_text"], limits.imageAltText);
  const file = block["slack_file"];
  if (isObject(file) && typeof file["id"] === "string" && file["id"] !== "") return;
  const address = block["image_url"];
  if (typeof address === "string" && URL.canParse(address)) {
    atMost(say, `${place}.image_url`, address.length, limits.imageUrl, "characters");
    return;
  }
  say(place, "neither slack_file with an id nor image_url");
}

function checkTable(say: Say, place: string, block: Json): void {
  const rows = items(say, `${place}.rows`, block["rows"], limits.tableRows);
  for (const [row, cells] of rows) {
    for (const [column, cell] of items(say, `${place}.rows[${row}]`, cells, limits.tableColumns)) {
      checkCell(say, `${place}.rows[${row}][${column}]`, cell);
    }
  }
  const widths = new Set(rows.map(([, cells]) => (Array.isArray(cells) ? cells.length : 0)));
  if (widths.size > 1) say(place, "rows of different length");
  if (block["column_settings"] !== undefined) {
    items(say, `${place}.column_settings`, block["column_settings"], limits.tableColumns);
  }
}

function checkCell(say: Say, place: string, cell: unknown): void {
  if (!isObject(cell) || cell["type"] !== "rich_text") {
    checkText(say, place, cell, limits.tableText, ["raw_text"]);
    return;
  }
  for (const [, section] of items(say, place, cell["elements"], 1)) {
    if (!isObject(section)) continue;
    for (const [index, link] of items(say, place, section["elements"], 1)) {
      if (!isObject(link) || link["type"] !== "link") say(`${place}[${index}]`, "not a link");
      else checkString(say, `${place}[${index}].text`, link["text"], limits.tableText);
      if (isObject(link) && !URL.canParse(String(link["url"])))
        say(`${place}[${index}].url`, "not an address");
    }
  }
}
