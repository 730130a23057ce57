import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { runCli, runCliProcess } from "../support/run-cli.ts";
import { openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let slack: SlackDesk;

beforeAll(async () => {
  [database, folder, slack] = await Promise.all([testDatabase(), temporaryFolder(), openSlackDesk()]);
  // A quiet digest would not be posted.
  const opened = { conversation: "c0", channel: "chat" };
  const events = [deskEvent("conversation.opened", "e0", "2026-03-02T08:00:00Z", opened)];
  await appendEvents(database.db, DEFAULT_ACCOUNT, events, new Date("2026-03-02T08:00:01Z"));
});
afterAll(async () => {
  await database.close();
  await slack.close();
  await folder[Symbol.asyncDispose]();
});

const digest = (changes: string) => `digests:
  - id: morning
    title: Good morning
    cron: "30 8 * * 1-5"
    kpis: [conversations-opened]
    targets: [{ slack: C0123456789 }]
${changes}`;

describe("wrong input ends in one clear message", () => {
  it("for an unknown KPI: the nearest one, exit code 2", async () => {
    const run = await runCliProcess(["kpi", "csta"]);

    expect(run.code).toBe(2);
    expect(run.stderr).toBe('deskpulse: "csta" is not a KPI: did you mean csat?\n');
  });

  it("for an unknown command or option: exit code 2", async () => {
    expect((await deskpulse("impotr", "x")).stderr).toContain("Did you mean import?");
    expect((await deskpulse("kpi", "csat", "--perod", "today")).code).toBe(2);
  });

  it("for a broken event: the field, what was found and what is expected; the good ones stay", async () => {
    const file = await write(
      "broken.ndjson",
      [
        '{"id":"ok","type":"conversation.opened","time":"2026-03-02T09:00:00Z","data":{"conversation":"c1","channel":"chat"}}',
        '{"id":"bad","type":"message.sent","time":"2026-03-02T09:01:00Z","data":{"conversation":"c1","author":{"kind":"agent"}}}',
        "{not json",
      ].join("\n"),
    );
    const run = await deskpulse(
      "import",
      file,
      "--source",
      "broken",
      "--refused",
      join(folder.path, "refused.ndjson"),
    );

    expect(run.code).toBe(0);
    expect(run.stdout).toContain("data.author.id");
    expect(run.stdout).toContain("  2 refused, listed in ");
    const stored = await sql<{
      id: string;
    }>`select event_id as id from events where source = 'broken'`.execute(database.db);
    expect(stored.rows).toEqual([{ id: "ok" }]);
  });

  it("for a file that is not there, and one that is cut in the middle of its compression", async () => {
    const missing = await deskpulse("import", "no-such-file.ndjson");
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("no-such-file.ndjson");
    expect(missing.stderr.trim().split("\n")).toHaveLength(1);

    const cut = join(folder.path, "cut.ndjson.gz");
    await writeFile(cut, Buffer.from("1f8b0800000000000003", "hex"));
    const broken = await deskpulse("import", cut);
    expect(broken.code).toBe(1);
    expect(broken.stderr).toContain("cut.ndjson.gz");
  });

  it("for a broken mapping: the file, the line and the key, and nothing is stored", async () => {
    const table = await write("table.csv", "case,opened\n1,2/3/2026 09:00\n");
    const mapping = await write("mapping.yaml", "source: table\ndatte: d/m/yyyy\n");
    const run = await deskpulse("import", table, "--mapping", mapping);

    expect(run.code).toBe(1);
    expect(run.stderr).toContain("mapping.yaml");
    expect(run.stderr).toContain("datte");
    const stored = await sql`select 1 from events where source = 'table'`.execute(database.db);
    expect(stored.rows).toEqual([]);
  });

  it.each([
    ["a key that is not known", digest("    tile: x\n"), "tile"],
    ["YAML that cannot be read", "digests: [\n", "YAML"],
    ["a cron expression", digest("").replace("30 8 * * 1-5", "61 8 * * *"), "cron"],
    ["a time zone", "timezone: Europe/Amsterdm\n", "Europe/Amsterdm"],
    [
      "a KPI in a digest",
      digest("").replace("conversations-opened", "conversations-openend"),
      "conversations-opened",
    ],
  ])("for %s in the configuration: the file and the place", async (what, yaml, word) => {
    const path = await write(`${what.replaceAll(/\W+/g, "-")}.yaml`, yaml);
    const run = await deskpulseWith({ DESKPULSE_CONFIG: path }, "digest", "preview", "morning");

    expect(run.code).toBe(1);
    expect(run.stderr).toContain(path);
    expect(run.stderr).toContain(word);
    expect(run.stderr).not.toContain("    at ");
  });

  it("for a digest that is not defined: the nearest one, exit code 2", async () => {
    const path = await write("one-digest.yaml", digest(""));
    const run = await deskpulseWith({ DESKPULSE_CONFIG: path }, "digest", "preview", "mornin");

    expect(run.code).toBe(2);
    expect(run.stderr).toContain("morning");
  });

  it("for a database that cannot be reached: where it was looked for, never the password", async () => {
    const url = "postgres://desk:s3cret@127.0.0.1:1/desk";
    const run = await deskpulseWith({ DATABASE_URL: url }, "kpi", "csat");

    expect(run.code).toBe(1);
    expect(run.stderr).toContain("127.0.0.1:1");
    expect(run.stderr).toContain("DATABASE_URL");
    expect(run.stderr).not.toContain("s3cret");
  });

  it("for a wrong Slack token: the variable and the remedy, and no second try", async () => {
    const path = await write("slack.yaml", digest(""));
    const env = { DESKPULSE_CONFIG: path, SLACK_BOT_TOKEN: "xoxb-wrong", SLACK_API_URL: slack.apiUrl };
    const run = await deskpulseWith(env, "digest", "send", "morning", "--as-of", "2026-03-03T08:30");

    expect(run.code).toBe(1);
    expect(run.stdout).toContain("SLACK_BOT_TOKEN");
    expect(run.stderr).not.toContain("    at ");
  });

  it("for a wrong environment variable: its name", async () => {
    const run = await deskpulseWith({ PORT: "eighty" }, "kpi", "csat");

    expect(run.code).toBe(1);
    expect(run.stderr).toContain("PORT");
  });
});

function deskpulse(...parameters: string[]) {
  return deskpulseWith({}, ...parameters);
}

function deskpulseWith(env: NodeJS.ProcessEnv, ...parameters: string[]) {
  const own = { DATABASE_URL: database.url, DESKPULSE_DATA_DIR: folder.path };
  return runCli(parameters, { env: { ...own, ...env }, cwd: folder.path });
}

async function write(name: string, content: string): Promise<string> {
  await mkdir(folder.path, { recursive: true });
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}
