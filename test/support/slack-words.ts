/**
 * What a reader of the message sees or hears: all its texts, with Slack's markup and escapes taken away, and the sign
 * before a header, whose words say the same.
 */
export function wordsOf(message: { readonly text: string; readonly blocks?: readonly unknown[] }): string {
  return message.blocks ? textsIn(message.blocks).join("\n") : unescaped(message.text);
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  const isMarkup = "type" in value && value.type === "mrkdwn";
  if ("type" in value && value.type === "header" && "text" in value)
    return textsIn(value.text).map((text) => text.replace(/^(🔴|🟡|👀|✅) /u, ""));
  return Object.entries(value).flatMap(([key, item]) => {
    if (typeof item !== "string") return textsIn(item);
    if (key !== "text" && key !== "alt_text") return [];
    return [isMarkup ? unescaped(item.replace(/[*_]/g, "")) : item];
  });
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
