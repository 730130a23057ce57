import { lstat, readFile } from "node:fs/promises";

/** The user that owns the data and runs the server. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** "nobody" on almost every Linux. */
const NOBODY = 65_534;

/**
 * PostgreSQL refuses to run as root: then it runs as whoever owns its data, or, where there is none yet, as the owner of
 * the data folder if it is not root, else as nobody. Undefined: the user of this process runs it.
 */
export async function serverOwner(data: string, dataDirectory?: string): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const current = await ownerOf(data);
  if (current) return current;
  // Somebody whom the system knows by name: initdb looks that up.
  const known = await knownUsers();
  const wanted = dataDirectory === undefined ? undefined : await ownerOf(dataDirectory);
  const isKnown = (uid: number) => known.some((user) => user.uid === uid);
  if (wanted && isKnown(wanted.uid)) return wanted;
  return known.find((user) => user.uid === NOBODY) ?? known[0] ?? { uid: NOBODY, gid: NOBODY };
}

async function ownerOf(path: string): Promise<Owner | undefined> {
  const { uid, gid } = await lstat(path).catch(() => ({ uid: 0, gid: 0 }));
  return uid === 0 ? undefined : { uid, gid };
}

async function knownUsers(): Promise<readonly Owner[]> {
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n");
  return lines.flatMap((line) => {
    const [, , uid = "", gid = ""] = line.split(":");
    return /^[1-9]\d*$/.test(uid) && /^\d+$/.test(gid) ? [{ uid: Number(uid), gid: Number(gid) }] : [];
  });
}
