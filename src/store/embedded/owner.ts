import { lstat } from "node:fs/promises";

/** The user that owns the data and runs the server. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody" on every Linux; needs no entry in /etc/passwd. */
const NOBODY: Owner = { uid: 65_534, gid: 65_534 };

/**
 * PostgreSQL refuses to run as root: then it runs as whoever owns the first of these folders that root does not own,
 * else as nobody. Undefined: the user of this process runs it.
 */
export async function serverOwner(...folders: readonly string[]): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const folder of folders) {
    const { uid, gid } = await lstat(folder).catch(() => ({ uid: 0, gid: 0 }));
    if (uid !== 0) return { uid, gid };
  }
  return NOBODY;
}
