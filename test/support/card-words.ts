/** What a reader of a card sees or hears: its texts, fallbacks and pictures' descriptions, Markdown escapes taken away. */
export function cardWords(card: unknown): string {
  return textsIn(card).join("\n");
}

const shown = new Set(["text", "altText", "title", "legend"]);

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (typeof item !== "string") return textsIn(item);
    return shown.has(key) ? [item.replace(/\\(?=[\\*_[\]()+.-])/g, "")] : [];
  });
}
