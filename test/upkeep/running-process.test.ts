import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "../../src/cli/open-desk.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { redactingLogger } from "../../src/logger.ts";
import { type RunningDeskpulse, startDeskpulse } from "../../src/main.ts";
import { createApiKey } from "../../src/store/api-keys.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const secrets = ["marie@radium.example", "polonium", "marie-curie-1867", "hunter2"];

let database: TestDatabase;
let isClosed = false;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let desk: Desk;
let running: RunningDeskpulse;
let key: string;
const log: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  const config = join(folder.path, "deskpulse.yaml");
  await writeFile(config, "keepTexts: true\nretention: { events: 400d }\n");
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    DESKPULSE_CONFIG: config,
    PORT: "0",
    LOG_LEVEL: "silent",
  });
  desk = {
    ...(await openDesk(environment)),
    logger: redactingLogger("trace", { write: (line) => void log.push(line) }),
  };
  ({ text: key } = await createApiKey(
    desk.store.db,
    DEFAULT_ACCOUNT,
    { name: "zendesk", source: "zendesk/acme", expiresAt: null, ratePerSecond: null },
    new Date(),
  ));
  running = await startDeskpulse({ desk });
});
afterAll(async () => {
  await running.stop();
  if (!isClosed) await database.close();
  await folder[Symbol.asyncDispose]();
});

describe("a running process", () => {
  it("counts events by source and outcome, and says when each source was last heard of", async () => {
    await post(opened("e1"), opened("e2"));
    await post(opened("e2"), { id: "wrong", type: "message.sent", time: "never" });

    const text = await metrics();

    expect(text).toContain('deskpulse_events_total{source="zendesk/acme",outcome="accepted"} 2');
    expect(text).toContain('deskpulse_events_total{source="zendesk/acme",outcome="duplicate"} 1');
    expect(text).toContain('deskpulse_events_total{source="zendesk/acme",outcome="rejected"} 1');
    expect(text).toContain(
      `deskpulse_source_newest_event_timestamp_seconds{source="zendesk/acme"} ${Date.parse("2026-03-02T09:00:00Z") / 1000}`,
    );
    expect(text).toMatch(/^deskpulse_store_up 1$/m);
    expect(text).toMatch(/^deskpulse_facts_lag_seconds [\d.e-]+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it("measures what docs/operations.md lists, and nothing else", async () => {
    const page = await readFile(new URL("../../docs/operations.md", import.meta.url), "utf8");
    const listed = names(page, /^\| `(deskpulse_\w+)` \|/gm);
    const measured = names(await metrics(), /^# HELP (deskpulse_\w+) /gm);

    expect(measured).toEqual(listed);
  });

  it("forgets whom an event asks to forget, by itself", async () => {
    await post({
      id: "please",
      type: "contact.forgotten",
      time: "2026-03-03T09:00:00Z",
      data: { contact: "marie-curie-1867" },
    });
    // A new process does at its start what is done every minute.
    await running.stop();
    const again = { ...(await openDesk(desk.environment)), logger: desk.logger };
    running = await startDeskpulse({ desk: again });

    await expect
      .poll(() => database.db.selectFrom("erasures").select("requested_by").execute())
      .toEqual([{ requested_by: "event" }]);
  });

  it("never logs texts, addresses, persons or tokens", async () => {
    await post(opened("e3"));
    await fetch(`${running.url}/v1/events`, {
      method: "POST",
      headers: { authorization: "Bearer dp_000000000000_hunter2hunter2hunter2hunter2hunter2hunter2h" },
      body: "polonium",
    });

    expect(log.join("")).toContain("deskpulse is running");
    for (const secret of [...secrets, key, database.url]) expect(log.join("")).not.toContain(secret);
  });

  it("is not ready, and says so in its metrics, while the store is away", async () => {
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);

    await database.close();
    isClosed = true;

    expect((await fetch(`${running.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    const text = await metrics();
    expect(text).toMatch(/^deskpulse_store_up 0$/m);
    expect(text).not.toMatch(/^deskpulse_(facts_lag|source)_?\w* /m);
  });
});

function names(text: string, pattern: RegExp): unknown[] {
  return [...text.matchAll(pattern)].map(([, name]) => name).sort();
}

function opened(id: string) {
  return {
    id,
    type: "message.received",
    time: "2026-03-02T09:00:00Z",
    data: {
      conversation: id,
      customer: "marie-curie-1867",
      channel: "chat",
      text: "polonium, from marie@radium.example",
      password: "hunter2",
    },
  };
}

async function post(...events: object[]): Promise<void> {
  const response = await fetch(`${running.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify(events),
  });
  expect([202, 422]).toContain(response.status);
}

async function metrics(): Promise<string> {
  const response = await fetch(`${running.url}/metrics`);
  expect(response.headers.get("content-type")).toContain("text/plain");
  return await response.text();
}
