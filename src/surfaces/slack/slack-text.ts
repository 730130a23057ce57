import { cutText } from "../../messages/cut-text.ts";

/** Text for a plain_text object or a table cell, at most `limit` long, on one line. */
export function plainLine(text: string, limit: number): string {
  return cutText(oneLine(text, limit), limit);
}

/** As `plainLine`, its lines kept. */
export function plain(text: string, limit: number): string {
  return cutText(clean(text, limit), limit);
}

/** Text for a mrkdwn object, its lines kept: what Slack would read as a link or a mention is escaped. */
export function escaped(text: string, limit: number): string {
  return escapeMarkup(cutText(clean(text, limit), limit, escapedLength));
}

/** As `escaped`, on one line: for labels and values that come from people's data. */
export function escapedLine(text: string, limit: number): string {
  return escapeMarkup(cutText(oneLine(text, limit), limit, escapedLength));
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

/** https://docs.slack.dev/messaging/formatting-message-text: these three are all there is to escape. */
export function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function escapedLength(piece: string): number {
  return escapeMarkup(piece).length;
}

function oneLine(text: string, limit: number): string {
  return clean(text, limit).replace(/\s+/gu, " ").trim();
}

/** A text much longer than its room is shortened beforehand, since taking it apart into letters is slow. */
function clean(text: string, limit: number): string {
  return text
    .slice(0, limit * 2 + 200)
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .replace(/[^\P{Cc}\n]/gu, "")
    .trim();
}
