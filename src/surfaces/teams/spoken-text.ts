/** The parts of a message that its words are read from. */
export interface SpokenMessage {
  readonly text?: string | undefined;
  readonly entities?: readonly object[] | undefined;
  readonly recipient?: { readonly id?: string | undefined; readonly name?: string | undefined } | undefined;
}

/**
 * What somebody wrote to the bot as they see it: without the bot's mention, other mentions as names, in plain characters.
 * In a personal chat the bot may be called by its name, or not at all.
 */
export function spokenText({ text = "", entities = [], recipient }: SpokenMessage): string {
  const own = new Set([recipient?.name, ...mentionsOf(recipient?.id, entities)].map(plainName));
  const unmentioned = text.replace(MENTION, (_, name: string) =>
    own.has(plainName(name)) ? " " : quoted(decoded(name)),
  );
  const said = decoded(unmentioned).replace(INVISIBLE, "").replace(/\s+/gu, " ").trim();
  return withoutName(said, recipient?.name);
}

const MENTION = /<at\b[^>]*>([\s\S]*?)<\/at>/gi;
/** Zero-width characters and marks of direction, as keyboards and copied text bring them. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

function mentionsOf(id: string | undefined, entities: readonly object[]): string[] {
  return entities.flatMap((entity) => {
    const isOwn = member(entity, "type") === "mention" && member(member(entity, "mentioned"), "id") === id;
    const names = [member(entity, "text"), member(member(entity, "mentioned"), "name")];
    return isOwn ? names.filter((name) => typeof name === "string") : [];
  });
}

/** To compare by: a mention's text stands in tags in one place and without in another. */
function plainName(name: string | undefined): string {
  return decoded((name ?? "").replace(/<[^>]*>/g, ""))
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase();
}

/** A name of several words is one value of a filter. */
function quoted(name: string): string {
  const plain = name.replaceAll('"', "").trim();
  return /\s/u.test(plain) ? `"${plain}"` : plain;
}

/** "deskpulse mystats" and "@deskpulse: mystats" are "mystats". */
function withoutName(said: string, name: string | undefined): string {
  for (const each of [name, "deskpulse"]) {
    const called = plainName(each);
    const rest = said.replace(/^@/, "");
    if (called === "" || !rest.toLowerCase().startsWith(called)) continue;
    const after = rest.slice(called.length);
    if (/^($|[\s:,])/u.test(after)) return after.replace(/^[\s:,]+/u, "");
  }
  return said;
}

/** Each once: "&amp;lt;" is "&lt;", which is what was typed. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(nbsp|amp|lt|gt|quot|apos));/gi, (whole, ...parts) => {
    const [decimal, hex, name] = parts.map((part: unknown) => (typeof part === "string" ? part : undefined));
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const named: Readonly<Record<string, string>> = {
  nbsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
