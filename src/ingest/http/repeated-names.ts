import { endOfString } from "./json-shape.ts";

/** Where a name stands again: names, and numbers within lists. */
export type JsonPath = readonly (string | number)[];

interface Level {
  /** Undefined in a list. */
  readonly names: Set<string> | undefined;
  /** The name or the number of the item the text is at. */
  at: string | number;
  isBeforeName: boolean;
}

/** Finds names that stand more than once in one object; JSON.parse would silently keep the last. @param text valid JSON */
export function repeatedNames(text: string): JsonPath[] {
  const found: JsonPath[] = [];
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1);
    switch (text[at]) {
      case "{":
        levels.push({ names: new Set(), at: "", isBeforeName: true });
        break;
      case "[":
        levels.push({ names: undefined, at: 0, isBeforeName: false });
        break;
      case "}":
      case "]":
        levels.pop();
        break;
      case ",":
        if (typeof level?.at === "number") level.at += 1;
        else if (level) level.isBeforeName = true;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (level?.names && level.isBeforeName) {
          const name = String(JSON.parse(text.slice(at, end + 1)));
          level.isBeforeName = false;
          level.at = name;
          if (level.names.has(name)) found.push(levels.map((outer) => outer.at));
          level.names.add(name);
        }
        at = end;
        break;
      }
    }
  }
  return found;
}
