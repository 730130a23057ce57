import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { Refusal } from "./refusal.ts";

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const inflateZlib: Decompress = promisify(inflate);
const inflateBare: Decompress = promisify(inflateRaw);

const codings: Readonly<Record<string, Decompress>> = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  br: promisify(brotliDecompress),
  // The name means zlib's format; some senders leave its header out.
  deflate: (bytes, options) => (hasZlibHeader(bytes) ? inflateZlib : inflateBare)(bytes, options),
};

/**
 * The body, decompressed. What is still under way of a refused one is left unread.
 *
 * @param limit bytes it may have, compressed and decompressed
 * @throws Refusal 400, 413, 415
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const coding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const decompress = codings[coding];
  if (!decompress && coding !== "identity") {
    throw new Refusal(415, `content-encoding must be gzip, deflate, br or identity, not ${coding}`);
  }
  const bytes = await read(request, limit);
  if (!decompress || bytes.length === 0) return bytes;
  try {
    return await decompress(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit, "decompressed ");
    throw new Refusal(400, `the body is not ${coding} as its content-encoding says`);
  }
}

async function read(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(limit: number, what = ""): Refusal {
  return new Refusal(413, `the ${what}body is larger than ${limit} bytes: send fewer events at a time`);
}

function hasZlibHeader(bytes: Buffer): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.length > 1 && bytes.readUInt16BE(0) % 31 === 0;
}
