import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { OperationError, reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { canEnter } from "./access.ts";
import { type Owner, serverOwner } from "./owner.ts";

/** Where one embedded server keeps its data, its log, its port and what its users share. */
export interface Home {
  readonly folder: string;
  /** PostgreSQL's own folder, made by initdb. */
  readonly data: string;
  /** The user that must run the server; undefined: this process's own. */
  readonly owner: Owner | undefined;
}

/** Says where the server lives when its user cannot enter the data folder. */
const POINTER = "postgres-location";

/**
 * `<dataDirectory>/postgres`, or, where only root can enter that, a folder below /var/lib/deskpulse that a file in the
 * data folder names.
 *
 * @throws OperationError when it cannot be made or is gone
 */
export async function serverHome(dataDirectory: string, logger: Logger): Promise<Home> {
  const root = resolve(dataDirectory);
  await make(root);
  const elsewhere = await readPointer(root);
  if (elsewhere !== undefined) return homeAt(elsewhere, await serverOwner(join(elsewhere, "data")));
  const inside = join(root, "postgres");
  const owner = await serverOwner(join(inside, "data"), root);
  if (!owner || (await canEnter(owner, root))) {
    await make(inside);
    return homeAt(inside, owner);
  }
  if (await exists(join(inside, "data"))) {
    throw new OperationError(
      `PostgreSQL runs as user ${owner.uid}, who can no longer enter ${inside}: allow it with chmod o+x on the folders above.`,
    );
  }
  const folder = await claimElsewhere(root, owner);
  logger.info(
    { folder, dataDirectory: root },
    "Only root can enter the data folder: PostgreSQL lives elsewhere",
  );
  return homeAt(folder, owner);
}

function homeAt(folder: string, owner: Owner | undefined): Home {
  return { folder, data: join(folder, "data"), owner };
}

async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new OperationError(
      `Cannot make the data folder ${folder}: ${reason(cause)}. Set DESKPULSE_DATA_DIR to a folder that can be written.`,
      { cause },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function readPointer(root: string): Promise<string | undefined> {
  const path = join(root, POINTER);
  if (!(await exists(path))) return undefined;
  const folder = (await readFile(path, "utf8")).trim();
  if (await exists(folder)) return folder;
  throw new OperationError(
    `The data was kept in ${folder}, which is gone. Restore it, or remove ${path} to start with an empty database.`,
  );
}

/** Two processes may get here at once: the first to write the pointer wins. */
async function claimElsewhere(root: string, owner: Owner): Promise<string> {
  const folder = await newFolder(root, owner);
  try {
    await writeFile(join(root, POINTER), `${folder}\n`, { flag: "wx" });
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true });
    const winner = await readPointer(root);
    if (winner === undefined) throw error;
    return winner;
  }
}

async function newFolder(root: string, owner: Owner): Promise<string> {
  for (const base of ["/var/lib/deskpulse", join(tmpdir(), "deskpulse")]) {
    const made = await mkdir(base, { recursive: true, mode: 0o755 }).then(
      () => true,
      () => false,
    );
    if (!made || !(await canEnter(owner, base))) continue;
    const folder = await mkdtemp(join(base, "postgres-"));
    await chmod(folder, 0o755);
    return folder;
  }
  throw new OperationError(
    `PostgreSQL does not run as root, and no other user can enter ${root}: set DESKPULSE_DATA_DIR to a folder that every user can enter, such as /srv/deskpulse.`,
  );
}
