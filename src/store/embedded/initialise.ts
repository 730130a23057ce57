import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { OperationError, reason } from "../../errors.ts";
import type { Binaries } from "./binaries.ts";
import { cannotRun } from "./cannot-run.ts";
import { saysDiskFull } from "./disk-full.ts";
import type { Home } from "./home.ts";
import type { Owner } from "./owner.ts";
import { serverEnvironment } from "./server-environment.ts";

/** The superuser of an embedded server; its password is in the home's `password` file. */
export const SERVER_USER = "deskpulse";

/** Makes the data folder where there is none. A half-made one, from a process that was killed, is begun again. */
export async function initialise(home: Home, binaries: Binaries): Promise<void> {
  if (await exists(home.data)) return await takeOver(home);
  const unfinished = `${home.data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await makeFor(home.owner, unfinished);
    await runInitdb(home, binaries, unfinished);
    await rename(unfinished, home.data);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (saysDiskFull(reason(error))) throw error;
    throw notMade(home, binaries, error);
  }
}

function notMade(home: Home, binaries: Binaries, cause: unknown): OperationError {
  if (cause instanceof Error && "syscall" in cause && String(cause.syscall).startsWith("spawn")) {
    return cannotRun(binaries.initdb, home, cause);
  }
  const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr).trim() : reason(cause);
  const hint = said.includes("user does not exist")
    ? "\nGive the user a name in /etc/passwd, run deskpulse as another user, or set DATABASE_URL."
    : "";
  return new OperationError(`PostgreSQL could not make its data folder ${home.data}:\n${said}${hint}`, {
    cause,
  });
}

/** @throws OperationError when the password is lost */
export async function serverPassword(home: Home): Promise<string> {
  const path = join(home.folder, "password");
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    throw new OperationError(`The password of the embedded PostgreSQL cannot be read: ${reason(cause)}`, {
      cause,
    });
  }
}

async function runInitdb(home: Home, binaries: Binaries, data: string): Promise<void> {
  const password = randomBytes(24).toString("hex");
  await writeFile(join(home.folder, "password"), password, { mode: 0o600 });
  // initdb runs as the server's user, who must not be able to read the password later.
  const handedOver = join(home.folder, "password.init");
  await writeFile(handedOver, password, { mode: 0o600 });
  if (home.owner) await chown(handedOver, home.owner.uid, home.owner.gid);
  // The collation is PostgreSQL's own: the same on every machine, whatever locales it has.
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const login = [`--username=${SERVER_USER}`, "--auth=scram-sha-256", `--pwfile=${handedOver}`];
  try {
    await promisify(execFile)(
      binaries.initdb,
      [`--pgdata=${data}`, ...locale, ...login, "--no-instructions"],
      {
        cwd: data,
        env: serverEnvironment(),
        ...home.owner,
      },
    );
  } finally {
    await rm(handedOver, { force: true });
  }
}

async function makeFor(owner: Owner | undefined, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  if (owner) await chown(folder, owner.uid, owner.gid);
}

/** Data that was copied or restored by root belongs to root, who cannot run PostgreSQL. */
async function takeOver({ data, owner }: Home): Promise<void> {
  const { uid, mode } = await stat(data);
  const self = process.getuid?.();
  if (self !== undefined && self !== 0 && uid !== self) {
    throw new OperationError(
      `${data} belongs to user ${uid} and this is user ${self}: run as that user or as root, or set DESKPULSE_DATA_DIR to a folder of your own.`,
    );
  }
  if (owner && uid !== owner.uid) {
    await chown(data, owner.uid, owner.gid);
    for (const entry of await readdir(data, { recursive: true })) {
      await chown(join(data, entry), owner.uid, owner.gid);
    }
  }
  if (process.platform !== "win32" && (mode & 0o777) !== 0o700) await chmod(data, 0o700);
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
