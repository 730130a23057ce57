import { Command, InvalidArgumentError } from "commander";
import type { Kysely } from "kysely";
import { systemClock } from "../clock.ts";
import { readEnvironment } from "../config/environment.ts";
import { Span } from "../config/spans.ts";
import { UsageError } from "../errors.ts";
import { processLogger } from "../logger.ts";
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from "../store/api-keys.ts";
import { openStore } from "../store/open-store.ts";
import { type Database, DEFAULT_ACCOUNT } from "../store/tables.ts";
import { textTable } from "./text-table.ts";

interface Given {
  readonly name: string;
  readonly source?: string;
  readonly expires?: number;
  readonly rate?: number;
  readonly json?: true;
}

/** Makes, lists and revokes the keys that senders of events show. */
export function keysCommand(): Command {
  const keys = new Command("keys").description("API keys for sending events: create, list, revoke");
  keys
    .command("create")
    .description("Make a key and show it, this once")
    .requiredOption("--name <name>", "who will use it, to tell keys apart", text(100))
    .option("--source <name>", "take only events of this source, which they need not name then", text(200))
    .option("--expires <span>", "until when it is valid, such as 90d (default: until it is revoked)", span)
    .option("--rate <events>", "events a second it may send (default: 50000)", rate)
    .option("--json", "print JSON")
    .action((given: Given) => withStore((db) => create(db, given)));
  keys
    .command("list")
    .description("List the keys, never their secrets")
    .option("--json", "print JSON")
    .action(({ json }: { json?: true }) => withStore((db) => list(db, json ?? false)));
  keys
    .command("revoke")
    .description("End a key for good; running processes refuse it within seconds")
    .argument("<id>", "as keys list shows it")
    .option("--json", "print JSON")
    .action((id: string, { json }: { json?: true }) => withStore((db) => revoke(db, id, json ?? false)));
  return keys;
}

async function create(db: Kysely<Database>, given: Given): Promise<void> {
  const now = systemClock.now();
  const { text: key, key: made } = await createApiKey(
    db,
    DEFAULT_ACCOUNT,
    {
      name: given.name,
      source: given.source ?? null,
      expiresAt: given.expires === undefined ? null : new Date(now.getTime() + given.expires),
      ratePerSecond: given.rate ?? null,
    },
    now,
  );
  if (given.json) return print(JSON.stringify({ key, ...shown(made) }));
  print(
    `${key}\n\nThis is the only time it is shown. Its id is ${made.key_id}: deskpulse keys revoke ends it.`,
  );
}

async function list(db: Kysely<Database>, asJson: boolean): Promise<void> {
  const keys = (await listApiKeys(db, DEFAULT_ACCOUNT)).map(shown);
  if (asJson) return print(JSON.stringify({ keys }));
  if (keys.length === 0) return print("There are no keys: deskpulse keys create --name NAME makes one.");
  const labels = ["id", "name", "source", "created", "last used", "expires", "state"];
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.source ?? "any",
    minute(key.createdAt),
    minute(key.lastUsedAt) || "never",
    minute(key.expiresAt) || "never",
    key.state,
  ]);
  const columns = labels.map((label) => ({ label, align: "left" as const }));
  print(textTable(columns, rows));
}

async function revoke(db: Kysely<Database>, id: string, asJson: boolean): Promise<void> {
  // Whoever has only the key itself may paste it.
  const keyId = /^dp_([0-9a-f]{12})_/.exec(id)?.[1] ?? id;
  if (!(await revokeApiKey(db, DEFAULT_ACCOUNT, keyId, systemClock.now()))) {
    throw new UsageError(`No key has the id ${keyId}: deskpulse keys list shows them.`);
  }
  print(asJson ? JSON.stringify({ revoked: keyId }) : `The key ${keyId} is revoked.`);
}

function shown(key: ApiKey) {
  return {
    id: key.key_id,
    name: key.name,
    source: key.source,
    ratePerSecond: key.rate_per_second,
    createdAt: key.created_at.toISOString(),
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
    expiresAt: key.expires_at?.toISOString() ?? null,
    revokedAt: key.revoked_at?.toISOString() ?? null,
    state: stateOf(key),
  };
}

function stateOf(key: ApiKey): "valid" | "revoked" | "expired" {
  if (key.revoked_at) return "revoked";
  return key.expires_at && key.expires_at <= systemClock.now() ? "expired" : "valid";
}

function minute(instant: string | null): string {
  return instant === null ? "" : `${instant.slice(0, 16).replace("T", " ")} UTC`;
}

async function withStore(work: (db: Kysely<Database>) => Promise<void>): Promise<void> {
  const environment = readEnvironment();
  const store = await openStore({
    databaseUrl: environment.DATABASE_URL,
    dataDirectory: environment.DESKPULSE_DATA_DIR,
    logger: processLogger(environment.LOG_LEVEL),
  });
  try {
    await work(store.db);
  } finally {
    await store.close();
  }
}

function text(limit: number) {
  return (value: string): string => {
    if (value.trim() === "" || value.length > limit || value.includes("\0")) {
      throw new InvalidArgumentError(`It must have 1 to ${limit} characters.`);
    }
    return value;
  };
}

function span(value: string): number {
  const parsed = Span.safeParse(value);
  if (parsed.success && parsed.data > 0 && parsed.data < 1e13) return parsed.data;
  throw new InvalidArgumentError("It must be a span like 12h or 90d.");
}

function rate(value: string): number {
  const events = Number(value);
  if (/^\d{1,9}$/.test(value) && events > 0) return events;
  throw new InvalidArgumentError("It must be a whole number of events a second, 1 or more.");
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
