import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordLookUp } from "../../src/people/look-ups.ts";
import { findChatLink } from "../../src/store/chat-links.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { type CliRun, runCli } from "../support/run-cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { viewerOf } from "../support/viewers.ts";

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  [database, folder] = await Promise.all([testDatabase(), temporaryFolder()]);
  await writeFile(
    join(folder.path, "deskpulse.yaml"),
    `people:
  - { email: ada@example.com, agent: 17, name: Ada, team: billing }
  - { email: max@example.com, name: Max, role: manager }
`,
  );
  const left = [
    deskEvent("agent.updated", "e1", "2026-03-01T09:00:00Z", {
      agent: "40",
      name: "Gus",
      email: "gus@example.com",
    }),
    deskEvent("agent.left", "e2", "2026-03-02T09:00:00Z", { agent: "40" }),
  ];
  await appendEvents(database.db, DEFAULT_ACCOUNT, left, new Date("2026-03-02T09:00:01Z"));
  const at = new Date("2026-03-02T09:00:00Z");
  const viewer = viewerOf("max@example.com");
  await recordLookUp(database.db, DEFAULT_ACCOUNT, { viewer, agents: ["17"], what: "csat by day", at });
});
afterAll(async () => {
  await database.close();
  await folder[Symbol.asyncDispose]();
});

function people(...words: string[]): Promise<CliRun> {
  return runCli(["people", ...words], { cwd: folder.path, env: { DATABASE_URL: database.url } });
}

const linkOf = (user_id: string) =>
  findChatLink(database.db, DEFAULT_ACCOUNT, { platform: "slack", tenant: "T0HOME", user_id });

it("links a chat user by address and by agent, bars one, and lists them all", async () => {
  const [ada, max, guest] = await Promise.all([
    people("link", "--slack", "U0ADA", "--workspace", "T0HOME", "--agent", "17"),
    people("link", "--slack", "U0MAX", "--workspace", "T0HOME", "--email", "Max@Example.com", "--json"),
    people("unlink", "--slack", "U0GUEST", "--workspace", "T0HOME"),
  ]);
  expect([ada.stdout, guest.stdout]).toEqual([
    "U0ADA is Ada, agent.\n",
    "U0GUEST sees nothing now; deskpulse people link undoes it.\n",
  ]);
  expect(JSON.parse(max.stdout)).toEqual({
    platform: "slack",
    tenant: "T0HOME",
    user: "U0MAX",
    linkedTo: { name: "Max", email: "max@example.com", agent: null, role: "manager" },
  });

  const [text, json] = await Promise.all([people("list"), people("list", "--json")]);
  expect(text.stdout).toMatch(
    /^Ada +ada@example\.com +agent +17 +billing +slack U0ADA \(by hand\) +active$/m,
  );
  expect(text.stdout).toMatch(/^Gus +gus@example\.com +agent +40 +has left$/m);
  expect(text.stdout).toMatch(/^slack U0GUEST +T0HOME +unlinked by hand$/m);
  expect(JSON.parse(json.stdout)).toMatchObject({
    people: [
      { name: "Ada", agent: "17", teams: ["billing"], chat: [{ user: "U0ADA", how: "manual" }] },
      { name: "Max", role: "manager", chat: [{ user: "U0MAX", email: "max@example.com" }] },
      { name: "Gus", active: false, chat: [] },
    ],
    nobody: [{ platform: "slack", user: "U0GUEST" }],
  });

  const applied = database.db.selectFrom("people").select(["email", "team_id"]).orderBy("email");
  expect(await applied.execute()).toEqual([
    { email: "ada@example.com", team_id: "billing" },
    { email: "max@example.com", team_id: null },
  ]);

  const again = await people("link", "--slack", "U0GUEST", "--by-email");
  expect(again.stdout).toBe("U0GUEST is whoever has its e-mail address.\n");
  expect(await linkOf("U0GUEST")).toBeUndefined();
});

it("shows who looked at an agent's numbers", async () => {
  const run = await people("look-ups", "ada", "--json");

  expect(JSON.parse(run.stdout)).toEqual({
    agent: "17",
    lookUps: [{ by: "Max", byEmail: "max@example.com", what: "csat by day", at: "2026-03-02T09:00:00.000Z" }],
  });
});

it.concurrent.each<[string[], string]>([
  [
    ["link", "--slack", "U0X", "--workspace", "T0HOME", "--email", "adda@example.com"],
    "did you mean ada@example.com?",
  ],
  [
    ["link", "--slack", "U0X", "--workspace", "T0HOME", "--agent", "Ada"],
    "give --email ada@example.com or --agent 17.",
  ],
  [["link", "--slack", "@ada", "--email", "ada@example.com"], "a member's id such as U0123ABCD"],
  [["link", "--teams", "8d6a0b1c-0000-4000-8000-000000000000", "--agent", "17"], "Add --tenant."],
])("people %j is refused with the remedy", async (words, remedy) => {
  const run = await people(...words);

  expect(run.stderr).toContain(remedy);
  expect(run.code).toBe(2);
  expect(await linkOf("U0X")).toBeUndefined();
});
