/**
 * The same text in UTF-8. Without an encoding it is UTF-8 already, or UTF-16 where it begins with that byte order mark
 * (a spreadsheet's "Unicode text").
 *
 * @param encoding a WHATWG label that isEncoding knows
 */
export async function* asUtf8(
  content: AsyncIterable<Buffer>,
  encoding: string | undefined,
): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  for await (const chunk of content) {
    if (isFirst) decoder = decoderOf(encoding ?? byteOrderMark(chunk));
    isFirst = false;
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
  const rest = decoder?.decode();
  if (rest) yield Buffer.from(rest);
}

/** Whether the runtime can read this encoding. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

function decoderOf(encoding: string | undefined) {
  if (encoding === undefined) return undefined;
  const decoder = new TextDecoder(encoding);
  // UTF-8 is left as it is, so that a row with other bytes can be told from the rest.
  return decoder.encoding === "utf-8" ? undefined : decoder;
}

function byteOrderMark(chunk: Buffer): string | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return "utf-16be";
  return undefined;
}
