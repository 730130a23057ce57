import { access, chmod, cp, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { canUse } from "./access.ts";
import { type Binaries, binariesBelow, packagedBinaries } from "./binaries.ts";
import type { Home } from "./home.ts";

const COPY_PREFIX = "postgresql-";

/**
 * The packaged programs, or a copy of them in the server's home: where the server's user cannot reach node_modules (a
 * checkout below /root), or where the package's install script, which links its libraries, was not allowed to run.
 */
export async function usableBinaries(home: Home): Promise<Binaries> {
  const packaged = packagedBinaries();
  const { root, postgres } = packaged;
  const reachable =
    !home.owner || (await canUse(home.owner, [postgres, join(root, "lib"), join(root, "share")]));
  if (reachable && (await unlinked(root)).length === 0) return packaged;
  const { version } = JSON.parse(await readFile(join(root, "..", "package.json"), "utf8"));
  const copy = join(home.folder, `${COPY_PREFIX}${version}`);
  if (!(await exists(copy))) await copyTo(root, copy);
  return binariesBelow(copy);
}

async function copyTo(root: string, copy: string): Promise<void> {
  // Of an earlier version, or unfinished.
  for (const name of await readdir(dirname(copy))) {
    if (name.startsWith(COPY_PREFIX)) await rm(join(dirname(copy), name), { recursive: true });
  }
  const unfinished = await mkdtemp(`${copy}.new-`);
  try {
    await cp(root, unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      // Static libraries are for building programs.
      filter: (path) => extname(path) !== ".a",
    });
    for (const { file, link } of await unlinked(unfinished))
      await symlink(basename(file), join(unfinished, link));
    await openToAll(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    throw error;
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, entry.isDirectory() || mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Links between libraries that are listed in the package, since npm packs none, and are not there. */
async function unlinked(root: string): Promise<readonly { file: string; link: string }[]> {
  const list = join(root, "pg-symlinks.json");
  if (!(await exists(list))) return [];
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, "utf8"));
  const missing = [];
  for (const { source, target } of links) {
    const link = join("lib", basename(target));
    if (dirname(target).endsWith("lib") && !(await exists(join(root, link))))
      missing.push({ file: source, link });
  }
  return missing;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
