import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reason } from "../../errors.ts";
import { DeliveryError } from "../surface.ts";
import type { DrawnPicture } from "./console-pictures.ts";

/** What may be over the next time. */
const PASSING = new Set(["ENOSPC", "EDQUOT", "EIO", "EMFILE", "ENFILE", "EBUSY", "EAGAIN"]);

/**
 * Writes the pictures, each whole or not at all, over those of the same name.
 *
 * @returns what is said of each: its path, or why there is none
 * @throws DeliveryError before anything was said
 */
export async function writePictures(
  pictures: ReadonlyMap<string, DrawnPicture>,
  directory: string,
): Promise<ReadonlyMap<string, string>> {
  const said = new Map<string, string>();
  for (const [name, picture] of pictures) {
    if (typeof picture === "string") said.set(name, picture);
    else said.set(name, await writePicture(directory, name, picture.bytes));
  }
  return said;
}

async function writePicture(directory: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(directory, name);
  const part = `${path}.part`;
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(part, bytes);
    await rename(part, path);
    return path;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const failure = isPassing(error) ? "retry" : "refused";
    throw new DeliveryError(failure, `The picture ${path} could not be written: ${reason(error)}`, {
      cause: error,
    });
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && "code" in error && PASSING.has(String(error.code));
}
