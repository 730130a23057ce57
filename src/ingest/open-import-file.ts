import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { OperationError, reason } from "../errors.ts";

export interface ImportFile {
  readonly path: string;
  /** Of the file as it lies on disk, in bytes. */
  readonly size: number;
  /** How much of it was read so far, in bytes as they lie on disk. */
  readonly position: () => number;
  /** Its content, unpacked. Can be read once. */
  readonly content: AsyncIterable<Buffer>;
}

const packed: readonly { readonly magic: string; readonly kind: string }[] = [
  { magic: "504b0304", kind: "a zip archive or an Excel workbook: unpack it, or save the sheet as CSV" },
  { magic: "425a68", kind: "packed with bzip2: unpack it, or pack it with gzip" },
  { magic: "28b52ffd", kind: "packed with zstd: unpack it, or pack it with gzip" },
  { magic: "fd377a585a00", kind: "packed with xz: unpack it, or pack it with gzip" },
  { magic: "d0cf11e0", kind: "an old Excel workbook: save the sheet as CSV" },
];

/**
 * Opens a plain or gzip-packed file (told by its first bytes, not by its name).
 *
 * @throws OperationError when it cannot be read or is packed in another way; while `content` is read also when it turns
 *   out to be damaged
 */
export async function openImportFile(path: string): Promise<ImportFile> {
  const { size, head } = await look(path);
  const other = packed.find(({ magic }) => head.startsWith(magic));
  if (other) throw new OperationError(`${path} is ${other.kind}`);
  const read = { bytes: 0 };
  const content = head.startsWith("1f8b") ? unpacked(path, read) : counted(path, read);
  return { path, size, position: () => read.bytes, content };
}

async function look(path: string): Promise<{ size: number; head: string }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const stat = await file.stat();
    if (stat.isDirectory()) throw new OperationError(`${path} is a folder: name the files in it`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return { size: stat.size, head: buffer.subarray(0, bytesRead).toString("hex") };
  } catch (error) {
    if (error instanceof OperationError) throw error;
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const why = isMissing ? "there is no such file" : reason(error);
    throw new OperationError(`${path} cannot be read: ${why}`, { cause: error });
  } finally {
    await file?.close();
  }
}

async function* counted(path: string, read: { bytes: number }): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      const bytes: Buffer = chunk;
      read.bytes += bytes.length;
      yield bytes;
    }
  } catch (error) {
    throw new OperationError(`${path} cannot be read on: ${reason(error)}`, { cause: error });
  }
}

async function* unpacked(path: string, read: { bytes: number }): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // Its callback's error also ends the loop below.
  pipeline(Readable.from(counted(path, read)), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    if (error instanceof OperationError) throw error;
    const advice = "fetch it or pack it again";
    throw new OperationError(`${path} is a damaged gzip file (${reason(error)}): ${advice}`, {
      cause: error,
    });
  }
}
