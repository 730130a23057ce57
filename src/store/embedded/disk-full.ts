import { statfsSync } from "node:fs";
import { OperationError } from "../../errors.ts";

/** Whether a program or the system says that a disk has no room left. */
export function saysDiskFull(text: string): boolean {
  return /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT|not enough space/i.test(text);
}

export function diskFull(folder: string, cause?: unknown): OperationError {
  return new OperationError(
    `The disk that holds ${folder} is full: free some space (an empty database needs 100 MB), or set DESKPULSE_DATA_DIR to a folder on another disk. Nothing that was stored is lost.`,
    { cause },
  );
}

/** Whether the disk has no room for what PostgreSQL writes ahead: on a full one it cannot even say so. */
export function isDiskFull(folder: string): boolean {
  const logSegmentBytes = 16 * 2 ** 20;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < logSegmentBytes;
}
