/** What can be told of a JSON text before it is parsed, in one pass without building anything. */
export interface JsonShape {
  /** How many objects and lists stand in each other. */
  readonly depth: number;
  /** Members of all objects, repeated names counted as often as they stand there. */
  readonly members: number;
  /** Commas of the outermost list or object. */
  readonly commas: number;
  /** About how many values there are in all: commas, and what opens. */
  readonly values: number;
  /** Of those, in the largest item of the outermost list or object. */
  readonly largest: number;
}

/** Right for valid JSON, something for any other text. */
export function jsonShape(text: string): JsonShape {
  let [open, depth, members, commas, values, largest, itemStart] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        open += 1;
        values += 1;
        if (open > depth) depth = open;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        open -= 1;
        break;
      case 0x3a: // :
        members += 1;
        break;
      case 0x2c: // ,
        values += 1;
        if (open > 1) break;
        commas += 1;
        largest = Math.max(largest, values - itemStart);
        itemStart = values;
        break;
    }
  }
  return { depth, members, commas, values, largest: Math.max(largest, values - itemStart) };
}

/** Where the string that begins at `start` has its closing quote. */
export function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === 0x5c) before -= 1;
    const backslashes = quote - before - 1;
    if (backslashes % 2 === 0) return quote;
  }
  return text.length;
}

/** Members of all objects in a parsed value: fewer than in its text where a name was repeated. */
export function membersOf(value: unknown): number {
  let members = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    const items = Object.values(next);
    if (!Array.isArray(next)) members += items.length;
    for (const item of items) if (typeof item === "object" && item !== null) open.push(item);
  }
  return members;
}
