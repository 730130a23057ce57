import { platformLimits } from "../platform-limits.ts";
import { cardShapes, type Kind } from "./card-shapes.ts";

const limits = platformLimits.teams;

type Json = Readonly<Record<string, unknown>>;
type Say = (place: string, problem: string) => void;

/**
 * Everything Teams would refuse or not show in a card, each as a line naming the place; empty when it may be sent. Takes
 * what is on the wire. Stricter than Adaptive Cards 1.5: it knows only what we send, so a misspelt property is found.
 */
export function checkCard(card: unknown): string[] {
  const complaints: string[] = [];
  const say: Say = (place, problem) => complaints.push(`${place}: ${problem}`);
  const bytes = Buffer.byteLength(JSON.stringify(card) ?? "", "utf8");
  if (bytes > limits.cardBytes) say("card", `${bytes} bytes, at most ${limits.cardBytes}`);
  if (!isObject(card) || card["type"] !== "AdaptiveCard") say("card", "not an AdaptiveCard");
  else checkObject(say, "card", card);
  const ids = inputIds(card);
  if (new Set(ids).size < ids.length) say("card", "two inputs of one id");
  return complaints;
}

/** Checks an element, an action or a part by the shape of its type. */
function checkObject(say: Say, place: string, value: unknown): void {
  if (!isObject(value)) {
    say(place, "not an object");
    return;
  }
  const type = String(value["type"]);
  const shape = cardShapes[type];
  if (!shape) {
    say(place, `type ${JSON.stringify(value["type"])} is not one we send`);
    return;
  }
  for (const name of shape.required) if (value[name] === undefined) say(place, `${type} without ${name}`);
  for (const [name, property] of Object.entries(value)) {
    const kind = name === "type" ? "text" : shape.properties[name];
    if (!kind) say(place, `${type} has no property ${name}`);
    else checkValue(say, `${place}.${name}`, property, kind);
  }
  if (type === "Table") checkTable(say, place, value);
}

function checkValue(say: Say, place: string, value: unknown, kind: Kind): void {
  if (typeof kind !== "string") {
    if (!kind.some((word) => word === value))
      say(place, `${JSON.stringify(value)} is none of ${kind.join(", ")}`);
    return;
  }
  checks[kind](say, place, value);
}

const checks: Readonly<
  Record<Exclude<Kind, readonly unknown[]>, (say: Say, place: string, value: unknown) => void>
> = {
  text: checkText,
  flag: (say, place, value) => typeof value === "boolean" || say(place, "must be true or false"),
  number: (say, place, value) => Number.isFinite(value) || say(place, "must be a number"),
  axis: (say, place, value) => (typeof value === "number" ? checks.number : checkText)(say, place, value),
  width: checkWidth,
  https: checkHttps,
  address: checkAddress,
  data: checkData,
  one: checkObject,
  // Nothing else: Teams would ping whoever `entities` names.
  full: (say, place, value) =>
    JSON.stringify(value) === '{"width":"full"}' || say(place, "must be full width, and nothing else"),
  list: (say, place, value) => checkList(say, place, value),
  actions: (say, place, value) => checkList(say, place, value, { most: limits.actionsInSet }),
  parts: (say, place, value) => checkParts(say, place, value),
  choices: checkChoices,
  time: (say, place, value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)) || say(place, "must be HH:MM"),
};

function checkText(say: Say, place: string, value: unknown): void {
  if (typeof value !== "string" || value === "") say(place, "must be a text of at least 1 character");
  else if (!value.isWellFormed()) say(place, "half a surrogate pair");
}

function checkWidth(say: Say, place: string, value: unknown): void {
  if (value === "auto" || value === "stretch" || (typeof value === "number" && value > 0)) return;
  say(place, "must be auto, stretch or a weight above 0");
}

function checkHttps(say: Say, place: string, value: unknown): void {
  checkAddress(say, place, value);
  if (!String(value).startsWith("https://")) say(place, "must be https: Teams shows no other picture");
}

function checkAddress(say: Say, place: string, value: unknown): void {
  if (typeof value !== "string" || !URL.canParse(value)) say(place, "not an address");
  else if (value.length > limits.address) say(place, `${value.length} characters, at most ${limits.address}`);
}

function checkData(say: Say, place: string, value: unknown): void {
  if (!isObject(value)) say(place, "must be an object");
  else if (value["pick"] === undefined) checkText(say, `${place}.command`, value["command"]);
  else checkText(say, `${place}.pick`, value["pick"]);
}

function checkList(say: Say, place: string, value: unknown, { most = Number.POSITIVE_INFINITY } = {}): void {
  if (!Array.isArray(value)) {
    say(place, "must be a list");
    return;
  }
  if (value.length > most) say(place, `${value.length} items, at most ${most}`);
  for (const [index, item] of value.entries()) checkObject(say, `${place}[${index}]`, item);
}

/** Lists of objects that carry no type of their own: the list's name tells it. */
function checkParts(say: Say, place: string, value: unknown): void {
  const name = place.slice(place.lastIndexOf(".") + 1);
  const typed = Array.isArray(value)
    ? value.map((item) => (isObject(item) ? { type: `(${name})`, ...item } : item))
    : value;
  checkList(say, place, typed);
}

function checkChoices(say: Say, place: string, value: unknown): void {
  checkParts(say, place, value);
  const values = Array.isArray(value)
    ? value.map((item) => (isObject(item) ? item["value"] : undefined))
    : [];
  if (values.length === 0) say(place, "nothing to choose");
  if (new Set(values).size < values.length) say(place, "two choices of one value");
}

function checkTable(say: Say, place: string, table: Json): void {
  const columns = Array.isArray(table["columns"]) ? table["columns"].length : 0;
  const rows = Array.isArray(table["rows"]) ? table["rows"] : [];
  if (columns === 0) say(place, "a table without columns");
  for (const [index, row] of rows.entries()) {
    const cells = isObject(row) && Array.isArray(row["cells"]) ? row["cells"].length : 0;
    if (cells !== columns) say(`${place}.rows[${index}]`, `${cells} cells for ${columns} columns`);
  }
}

function inputIds(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(inputIds);
  if (!isObject(value)) return [];
  const own = String(value["type"]).startsWith("Input.") ? [value["id"]] : [];
  return [...own, ...Object.values(value).flatMap(inputIds)];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
