const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Text for a plain_text object or a table cell, at most `limit` long, cut between graphemes with "…". */
export function plain(text: string, limit: number): string {
  return cut(clean(text), limit, (piece) => piece);
}

/** Text for a mrkdwn object: what Slack would read as markup of links and mentions is escaped, then cut. */
export function escaped(text: string, limit: number): string {
  return cut(clean(text), limit, escapeMarkup);
}

/** As `escaped`, on one line: for labels and values that come from people's data. */
export function escapedLine(text: string, limit: number): string {
  return cut(oneLine(text), limit, escapeMarkup);
}

/** As `plain`, on one line. */
export function plainLine(text: string, limit: number): string {
  return cut(oneLine(text), limit, (piece) => piece);
}

/** How many columns of a fixed-width font the text takes, near enough. */
export function displayWidth(text: string): number {
  return [...graphemes.segment(text)].length;
}

/**
 * As many of the lines as fit into `limit` characters, joined; the last line then says how many were left out.
 * Undefined where not even the first fits.
 */
export function fitLines(lines: readonly string[], limit: number, omitted = 0): string | undefined {
  const more = (count: number) => `…and ${count + omitted} more`;
  const reserve = more(lines.length).length + 1;
  let length = 0;
  let kept = 0;
  for (const line of lines) {
    const isLast = kept === lines.length - 1 && omitted === 0;
    if (length + line.length + (isLast ? 0 : reserve) > limit) break;
    length += line.length + 1;
    kept++;
  }
  if (kept === 0) return undefined;
  const left = lines.length - kept;
  const shown = lines.slice(0, kept);
  return (left + omitted > 0 ? [...shown, more(left)] : shown).join("\n");
}

function cut(text: string, limit: number, encode: (piece: string) => string): string {
  // Encoding only lengthens: a longer text can be cut before it is encoded whole.
  const whole = text.length <= limit ? encode(text) : undefined;
  if (whole !== undefined && whole.length <= limit) return whole;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    const piece = encode(segment);
    if (kept.length + piece.length + 1 > limit) break;
    kept += piece;
  }
  return `${kept.trimEnd()}…`;
}

/** https://docs.slack.dev/messaging/formatting-message-text: these three are all there is to escape. */
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/gu, " ").trim();
}

function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("\t", " ")
    .replace(/[^\P{Cc}\n]/gu, "")
    .trim();
}
