import { platformLimits } from "../platform-limits.ts";

const limits = platformLimits.slack;

type Json = Readonly<Record<string, unknown>>;

/**
 * Everything Slack would refuse in a message's blocks, each as a line naming the place; empty when they may be sent.
 * Takes what is on the wire, so it can stand in front of an emulator as well as behind a builder.
 */
export function checkBlocks(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ["blocks: not an array"];
  const complaints: string[] = [];
  const say = (place: string, problem: string) => complaints.push(`${place}: ${problem}`);
  if (blocks.length === 0) say("blocks", "empty");
  atMost(say, "blocks", blocks.length, limits.blocksInMessage, "blocks");
  for (const [index, block] of blocks.entries()) checkBlock(say, `blocks[${index}]`, block);
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

type Say = (place: string, problem: string) => void;

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

function checkActions(say: Say, place: string, block: Json): void {
  const elements = items(say, `${place}.elements`, block["elements"], limits.actionsElements);
  const ids = elements.map(([, element]) => (isObject(element) ? element["action_id"] : undefined));
  if (new Set(ids).size < ids.length) say(place, "the same action_id twice");
  for (const [index, element] of elements) checkButton(say, `${place}.elements[${index}]`, element);
}

function checkButton(say: Say, place: string, button: unknown): void {
  if (!isObject(button) || button["type"] !== "button") {
    say(place, "not a button");
    return;
  }
  checkText(say, `${place}.text`, button["text"], limits.buttonText, ["plain_text"]);
  checkString(say, `${place}.action_id`, button["action_id"], limits.actionId);
  if (button["value"] !== undefined) checkString(say, `${place}.value`, button["value"], limits.buttonValue);
  if (button["url"] === undefined) return;
  checkString(say, `${place}.url`, button["url"], limits.buttonUrl);
  if (!URL.canParse(String(button["url"]))) say(`${place}.url`, "not an address");
}

function checkImage(say: Say, place: string, block: Json): void {
  checkString(say, `${place}.alt_text`, block["alt_text"], limits.imageAltText);
  const file = block["slack_file"];
  if (isObject(file) && typeof file["id"] === "string" && file["id"] !== "") return;
  if (typeof block["image_url"] === "string" && URL.canParse(block["image_url"])) return;
  say(place, "neither slack_file with an id nor image_url");
}

function checkTable(say: Say, place: string, block: Json): void {
  const rows = items(say, `${place}.rows`, block["rows"], limits.tableRows);
  for (const [row, cells] of rows) {
    for (const [column, cell] of items(say, `${place}.rows[${row}]`, cells, limits.tableColumns)) {
      checkText(say, `${place}.rows[${row}][${column}]`, cell, limits.tableText, ["raw_text"]);
    }
  }
  const widths = new Set(rows.map(([, cells]) => (Array.isArray(cells) ? cells.length : 0)));
  if (widths.size > 1) say(place, "rows of different length");
  if (block["column_settings"] !== undefined) {
    items(say, `${place}.column_settings`, block["column_settings"], limits.tableColumns);
  }
}

function checkText(
  say: Say,
  place: string,
  text: unknown,
  limit: number,
  types: readonly string[] = ["plain_text", "mrkdwn"],
): void {
  if (!isObject(text)) {
    say(place, "not a text object");
    return;
  }
  if (!types.includes(String(text["type"]))) say(place, `type must be ${types.join(" or ")}`);
  checkString(say, `${place}.text`, text["text"], limit);
}

function checkString(say: Say, place: string, value: unknown, limit: number): void {
  if (typeof value !== "string" || value.length === 0) {
    say(place, "must be a text of at least 1 character");
    return;
  }
  atMost(say, place, value.length, limit, "characters");
  if (!value.isWellFormed()) say(place, "half a surrogate pair");
}

/** The list with its indexes, after complaining about what is no list, empty, or too long. */
function items(say: Say, place: string, value: unknown, limit: number): [number, unknown][] {
  if (!Array.isArray(value) || value.length === 0) {
    say(place, "must be a list of at least 1");
    return [];
  }
  atMost(say, place, value.length, limit, "items");
  return [...value.entries()];
}

function atMost(say: Say, place: string, found: number, limit: number, what: string): void {
  if (found > limit) say(place, `${found} ${what}, at most ${limit}`);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
