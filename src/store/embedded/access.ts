import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Owner } from "./owner.ts";

const READ = 4;
const ENTER = 1;

/** Whether the server's user can use everything named: read and enter it, and enter every folder above it. */
export async function canUse(owner: Owner, paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    const real = await realpath(path);
    if (!(await allows(owner, real, READ | ENTER))) return false;
    if (!(await canEnter(owner, dirname(real)))) return false;
  }
  return true;
}

/** Whether the server's user can enter this folder and all above it. The folder exists. */
export async function canEnter(owner: Owner, folder: string): Promise<boolean> {
  let path = await realpath(folder);
  while (await allows(owner, path, ENTER)) {
    if (path === dirname(path)) return true;
    path = dirname(path);
  }
  return false;
}

async function allows(owner: Owner, path: string, wanted: number): Promise<boolean> {
  const { uid, gid, mode } = await stat(path);
  const bits = uid === owner.uid ? mode >> 6 : gid === owner.gid ? mode >> 3 : mode;
  return (bits & wanted) === wanted;
}
