export interface RawLine {
  /** From 1. */
  readonly line: number;
  /** Without its line break; undefined where the line is longer than MAX_RECORD_BYTES. */
  readonly bytes: Buffer | undefined;
}

/** A longer line or record is refused: no event is that large, and memory stays bounded whatever a file holds. */
export const MAX_RECORD_BYTES = 1024 * 1024;

const LF = 10;
const CR = 13;
const BOM = Buffer.from("efbbbf", "hex");

/** Splits at LF, CRLF, or at CR in a file whose beginning has nothing else. Many lines at a time, for speed. */
export async function* rawLines(content: AsyncIterable<Buffer>): AsyncGenerator<readonly RawLine[]> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  let isSkipping = false;
  let lineBreak: number | undefined;
  let isBegun = false;
  for await (const chunk of content) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (!isBegun && bytes.subarray(0, 3).equals(BOM)) bytes = bytes.subarray(3);
    isBegun ||= bytes.length >= 3;
    lineBreak ??= lineBreakOf(bytes);
    const lines: RawLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lineBreak ?? LF); end >= 0; end = bytes.indexOf(lineBreak ?? LF, start)) {
      lines.push({ line, bytes: isSkipping ? undefined : whole(bytes, start, end) });
      isSkipping = false;
      line += 1;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > MAX_RECORD_BYTES) isSkipping = true;
    if (isSkipping) rest = Buffer.alloc(0);
    if (lines.length > 0) yield lines;
  }
  if (isSkipping) yield [{ line, bytes: undefined }];
  else if (rest.length > 0) yield [{ line, bytes: whole(rest, 0, rest.length) }];
}

/** Undecided while the first line goes on, or ends with a CR that an LF may follow. */
function lineBreakOf(bytes: Buffer): number | undefined {
  if (bytes.includes(LF)) return LF;
  const cr = bytes.indexOf(CR);
  return cr >= 0 && cr < bytes.length - 1 ? CR : undefined;
}

function whole(bytes: Buffer, start: number, end: number): Buffer | undefined {
  if (end - start > MAX_RECORD_BYTES) return undefined;
  return bytes.subarray(start, end > start && bytes[end - 1] === CR ? end - 1 : end);
}
