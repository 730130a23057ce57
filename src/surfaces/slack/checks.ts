/** What a check of something on the wire is made of. */
export type Json = Readonly<Record<string, unknown>>;

export type Say = (place: string, problem: string) => void;

export function checkText(
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

export function checkString(say: Say, place: string, value: unknown, limit: number): void {
  if (typeof value !== "string" || value.length === 0) {
    say(place, "must be a text of at least 1 character");
    return;
  }
  atMost(say, place, value.length, limit, "characters");
  if (!value.isWellFormed()) say(place, "half a surrogate pair");
}

/** The list with its indexes, after complaining about what is no list, empty, or too long. */
export function items(say: Say, place: string, value: unknown, limit: number): [number, unknown][] {
  if (!Array.isArray(value) || value.length === 0) {
    say(place, "must be a list of at least 1");
    return [];
  }
  atMost(say, place, value.length, limit, "items");
  return [...value.entries()];
}

export function atMost(say: Say, place: string, found: number, limit: number, what: string): void {
  if (found > limit) say(place, `${found} ${what}, at most ${limit}`);
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
