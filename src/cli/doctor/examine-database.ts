import { access, statfs } from "node:fs/promises";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Environment } from "../../config/environment.ts";
import { OperationError, reason } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { databasePlace } from "../../store/database-place.ts";
import { databaseProblem } from "../../store/database-problem.ts";
import { embeddedServer } from "../../store/embedded-server.ts";
import { waitingMigrations } from "../../store/migrate.ts";
import { connections } from "../../store/pool.ts";
import type { Database } from "../../store/tables.ts";
import { type Finding, fine, problem, warning } from "./finding.ts";
import { counted } from "./listed.ts";

interface ExaminedDatabase {
  readonly findings: readonly Finding[];
  /** Only where its schema is that of this deskpulse. */
  readonly db: Kysely<Database> | undefined;
  close(): Promise<void>;
}

const GIB = 2 ** 30;
const LITTLE_ROOM = GIB;

/** Opens the database as it is: nothing is made, and no migration is run. */
export async function examineDatabase(environment: Environment, logger: Logger): Promise<ExaminedDatabase> {
  const { DATABASE_URL: databaseUrl, DESKPULSE_DATA_DIR: folder } = environment;
  try {
    if (databaseUrl !== undefined) return await connect(databaseUrl, logger);
    if (!(await exists(folder))) {
      const remedy = `Start deskpulse (npm start), or set DESKPULSE_DATA_DIR or DATABASE_URL.`;
      return unusable(warning(`There is no database yet: ${folder} is made at the first start.`, remedy));
    }
    const server = await embeddedServer(folder, logger);
    return await connect(server.url, logger, server);
  } catch (error) {
    const place = databaseUrl === undefined ? undefined : placeOf(databaseUrl);
    const worded = place ? (databaseProblem(error, place) ?? error) : error;
    return unusable(
      problem(
        reason(worded),
        "Remove the cause, then ask again; the checks that need the database wait for it.",
      ),
    );
  }
}

type Server = Awaited<ReturnType<typeof embeddedServer>>;

async function connect(url: string, logger: Logger, server?: Server): Promise<ExaminedDatabase> {
  const place = databasePlace(url, server?.folder);
  const { db } = connections(url, logger, place);
  const close = async () => {
    await db.destroy();
    await server?.release();
  };
  try {
    const { version, size } = await ask(db);
    const where = server ? `in ${server.folder}` : `at ${place.host}`;
    const reached = fine(
      `PostgreSQL ${versionInWords(version)} ${where} answers; the database ${place.database} takes ${sizeInWords(size)}.`,
    );
    const findings = [reached, ...(server ? await roomOnDisk(server.folder) : [])];
    if (version < 150_000) {
      const old = problem(
        `PostgreSQL ${versionInWords(version)} is too old: deskpulse needs 15 or newer.`,
        "Upgrade the server, or name another one in DATABASE_URL.",
      );
      return { findings: [...findings, old], db: undefined, close };
    }
    const schema = await schemaFinding(db);
    return { findings: [...findings, schema], db: schema.verdict === "ok" ? db : undefined, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ask(db: Kysely<Database>): Promise<{ version: number; size: number }> {
  const { rows } = await sql<{ version: number; size: number }>`
    select current_setting('server_version_num')::int as version, pg_database_size(current_database()) as size
  `.execute(db);
  return rows[0] ?? { version: 0, size: 0 };
}

async function schemaFinding(db: Kysely<Database>): Promise<Finding> {
  try {
    const waiting = await waitingMigrations(db);
    if (waiting.length === 0) return fine("Its schema is that of this deskpulse.");
    const names = counted(waiting.length, "migration");
    return warning(
      `${names} ${waiting.length === 1 ? "waits" : "wait"} to be run, so facts and people were not looked at.`,
      "Run: deskpulse migrate",
    );
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return problem(error.message, "Update deskpulse, or set DATABASE_URL.");
  }
}

async function roomOnDisk(folder: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= LITTLE_ROOM) return [fine(`The disk of ${folder} has ${sizeInWords(free)} left.`)];
  return [
    warning(
      `The disk of ${folder} has only ${sizeInWords(free)} left.`,
      "Free some space, or let old months of the log go with retention.events in deskpulse.yaml.",
    ),
  ];
}

function unusable(finding: Finding): ExaminedDatabase {
  return { findings: [finding], db: undefined, close: async () => undefined };
}

function placeOf(url: string) {
  try {
    return databasePlace(url);
  } catch {
    return undefined;
  }
}

function exists(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}

function versionInWords(version: number): string {
  return `${Math.trunc(version / 10_000)}.${version % 10_000}`;
}

function sizeInWords(bytes: number): string {
  return bytes >= GIB ? `${(bytes / GIB).toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}
