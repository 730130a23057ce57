import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { slaCommand } from "../../src/cli/sla-command.ts";
import { slaStatus } from "../../src/metrics/sla-status.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { withFactsAsOf } from "../../src/store/facts-as-of.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { promise } from "../support/promise.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { printed } from "./printed.ts";

const promises = {
  sla: [
    { name: "vip", match: { segment: "gold" }, targets: { firstResponse: "10m" } },
    {
      name: "standard",
      targets: { firstResponse: "1h", resolution: "8h" },
      pauseWhenSnoozed: ["resolution"],
    },
  ],
};
/** The same, and a policy that was never applied. */
const configured = `
timezone: Europe/Amsterdam
calendars:
  default: { hours: { monday: ["09:00-17:30"] } }
sla:
  - { name: strict, match: { channel: chat }, calendar: default, targets: { firstResponse: 20m }, warnAt: [50%] }
  - { name: standard, targets: { firstResponse: 1h, resolution: 8h } }
`;

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  const author = { kind: "agent", id: "17" };
  const on = (time: string, type: Parameters<typeof deskEvent>[0], conversation: string, data = {}) =>
    deskEvent(type, `${conversation}-${time}-${type}`, `2026-03-02T${time}Z`, { conversation, ...data });
  const events = [
    deskEvent("agent.updated", "a1", "2026-01-01T00:00:00Z", { agent: "17", name: "Ada", team: "billing" }),
    on("08:00:00", "conversation.opened", "late", { channel: "chat", team: "front", priority: "high" }),
    on("08:10:00", "conversation.assigned", "late", { agent: "17" }),
    on("09:20:00", "conversation.opened", "soon", { channel: "email", team: "front" }),
    on("09:55:00", "conversation.opened", "fresh", { channel: "chat", team: "front", segment: "gold" }),
    on("07:00:00", "conversation.opened", "asleep", { channel: "email", initiatedBy: "agent" }),
    on("09:00:00", "conversation.snoozed", "asleep"),
    on("08:00:00", "conversation.opened", "done", { channel: "chat" }),
    on("08:50:00", "message.sent", "done", { author }),
    on("08:50:00", "conversation.resolved", "done"),
    on("05:00:00", "conversation.opened", "night", { channel: "chat" }),
    on("08:25:00", "message.sent", "night", { author }),
    on("08:25:00", "conversation.resolved", "night"),
  ];
  await appendEvents(database.db, DEFAULT_ACCOUNT, events, new Date("2026-03-02T10:00:00Z"));
  await projectChanges(database.db);
  await promise(database, DEFAULT_ACCOUNT, promises);
});
afterAll(async () => {
  await database.close();
  await folder[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const config = join(folder.path, "deskpulse.yaml");
  await writeFile(config, configured);
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DESKPULSE_CONFIG", config);
});
afterEach(() => vi.unstubAllEnvs());

const sla = (...args: readonly string[]) => printed(slaCommand(), ...args);

describe("the SLA status", () => {
  const now = new Date("2026-03-02T10:00:00Z");
  const brief = async (filters = {}) => {
    const { clocks } = await slaStatus(database.db, DEFAULT_ACCOUNT, filters, now);
    return clocks.map((one) => [one.conversation, one.target, one.state, one.remainingSeconds]);
  };

  it("lists what is breached, at risk, running and paused, the most overdue first", async () => {
    expect(await brief()).toEqual([
      ["late", "first-response", "breached", -3600],
      ["fresh", "first-response", "at-risk", 300],
      ["soon", "first-response", "at-risk", 1200],
      ["late", "resolution", "running", 6 * 3600],
      ["soon", "resolution", "running", 7 * 3600 + 1200],
      ["asleep", "resolution", "paused", 6 * 3600],
    ]);
  });

  it("counts them all, also where only the first are listed", async () => {
    const { counts, clocks } = await slaStatus(database.db, DEFAULT_ACCOUNT, { limit: 1 }, now);

    expect(counts).toEqual({ breached: 1, "at-risk": 2, running: 2, paused: 1 });
    expect(clocks).toEqual([
      {
        conversation: "late",
        target: "first-response",
        state: "breached",
        policy: "standard",
        priority: "high",
        channel: "chat",
        team: "billing",
        agent: "17",
        startedAt: new Date("2026-03-02T08:00:00Z"),
        dueAt: new Date("2026-03-02T09:00:00Z"),
        remainingSeconds: -3600,
      },
    ]);
  });

  it("is of a team, of which the agent's own stands first, of a channel, an agent or a policy", async () => {
    const names = async (filters: object) => [...new Set((await brief(filters)).map(([name]) => name))];

    expect(await names({ teams: ["billing"] })).toEqual(["late"]);
    expect(await names({ teams: ["front"] })).toEqual(["fresh", "soon"]);
    expect(await names({ channels: ["email"] })).toEqual(["soon", "asleep"]);
    expect(await names({ agents: ["17"] })).toEqual(["late"]);
    expect(await names({ policies: ["vip"], channels: ["chat", "email"] })).toEqual(["fresh"]);
  });

  it("of a past moment knows what was known then", async () => {
    const moment = new Date("2026-03-02T08:40:00Z");
    const names = await withFactsAsOf(database.db, DEFAULT_ACCOUNT, moment, async (db) => {
      const { clocks } = await slaStatus(db, DEFAULT_ACCOUNT, { policies: ["standard"] }, moment);
      return clocks.map((one) => [one.conversation, one.target, one.state]);
    });

    // Nobody had replied to `done` by then, and `asleep` was still awake.
    expect(names).toEqual([
      ["done", "first-response", "at-risk"],
      ["late", "first-response", "at-risk"],
      ["asleep", "resolution", "running"],
      ["done", "resolution", "running"],
      ["late", "resolution", "running"],
    ]);
  });

  it("calls nothing breached in the very instant it is due", async () => {
    const due = new Date("2026-03-02T09:00:00Z");
    const { clocks } = await slaStatus(database.db, DEFAULT_ACCOUNT, {}, due);

    expect(clocks[0]).toMatchObject({ conversation: "late", state: "at-risk", remainingSeconds: 0 });
  });
});

describe("deskpulse sla backtest", () => {
  const day = ["--from", "2026-03-02", "--to", "2026-03-02", "--json"];

  it("tells what a policy that was never applied would have alerted, and changes nothing", async () => {
    const before = await database.db.selectFrom("sla_clocks").selectAll().execute();
    const tested = JSON.parse(await sla("backtest", "--policy", "strict", ...day));

    // Open from 8:00 UTC. night: waits before that, warned 8:10, broken 8:20, cleared 8:25. late: warned 8:10, broken
    // 8:20. done: warned 8:10, broken 8:20, cleared 8:50. fresh: from 9:55, warned 10:05, broken 10:15.
    expect(tested).toMatchObject({
      policy: "strict",
      period: { from: "2026-03-01T23:00:00.000Z", timezone: "Europe/Amsterdam" },
      warnings: 4,
      breaches: 4,
      met: 0,
      outsideHours: 0,
      medianSecondsToClear: (300 + 1800) / 2,
      stillWaiting: 2,
      conversations: 4,
      messages: null,
      withoutEvents: 0,
    });
    expect(tested.alerts.at(-1)).toEqual({
      at: "2026-03-02T10:15:00.000Z",
      kind: "breach",
      conversation: "fresh",
      target: "first-response",
      priority: null,
      channel: "chat",
      team: "front",
      agent: null,
      clearedAt: null,
      isOutsideHours: false,
    });
    expect(await database.db.selectFrom("sla_clocks").selectAll().execute()).toEqual(before);
  });

  it("says how many alerts would have come outside hours, and leaves out what other policies cover", async () => {
    const tested = JSON.parse(await sla("backtest", "--policy", "standard", ...day));

    // Only e-mail is left to it. soon: 9:50, 10:08, 10:20 and 13:20, 15:44, 17:20. asleep: 7:00 to 9:00, then asleep.
    expect(tested.alerts.map(({ conversation, at }: Record<string, string>) => [conversation, at])).toEqual([
      ["soon", "2026-03-02T09:50:00.000Z"],
      ["soon", "2026-03-02T10:08:00.000Z"],
      ["soon", "2026-03-02T10:20:00.000Z"],
      ["soon", "2026-03-02T13:20:00.000Z"],
      ["soon", "2026-03-02T15:44:00.000Z"],
      ["soon", "2026-03-02T17:20:00.000Z"],
    ]);
    // It closes at 16:30 UTC.
    expect(tested).toMatchObject({ outsideHours: 1, medianSecondsToClear: null, stillWaiting: 2 });
  });

  it("prints a summary and the days", async () => {
    expect(await sla("backtest", "--policy", "strict", ...day.slice(0, 4))).toBe(
      [
        "Policy strict would have warned 4 times and called 4 of 4 targets broken, in 4 conversations.",
        "0 of these 8 alerts would have come outside business hours.",
        // In Amsterdam: warned 9:10 three times, broken 9:20 three times; 11:05 and 11:15.
        "The busiest hour was 9:00 to 10:00 with 6.",
        "A broken promise was made good after 17m 30s (median).",
        "2 of the broken ones still wait.",
        "Nobody would have been told: the policy has no notify.",
        "",
        "day         warnings  breaches",
        "──────────  ────────  ────────",
        "2026-03-02         4         4",
        "",
      ].join("\n"),
    );
  });

  it("says so where nothing was promised in the period", async () => {
    expect(await sla("backtest", "--policy", "strict", "--from", "2026-02-01", "--to", "2026-02-02")).toBe(
      "Policy strict would have had no target due and nobody to tell.\n",
    );
  });

  it("names the nearest policy for a wrong word", async () => {
    await expect(sla("backtest", "--policy", "strikt", ...day)).rejects.toThrow(
      '--policy "strikt" is not a policy: did you mean strict?',
    );
  });
});

describe("deskpulse sla status", () => {
  it("applies the configuration and prints what runs by it", async () => {
    const { counts, clocks } = JSON.parse(await sla("status", "--channel", "email", "--json"));

    expect(counts).toEqual({ breached: 2, "at-risk": 0, running: 0, paused: 1 });
    expect(clocks).toMatchObject([
      { conversation: "soon", dueAt: "2026-03-02T10:20:00.000Z", state: "breached" },
      { conversation: "soon", target: "resolution", state: "breached" },
      { conversation: "asleep", dueAt: null, state: "paused", remainingSeconds: 6 * 3600 },
    ]);
    const text = await sla("status", "--team", "billing", "--limit", "1");
    expect(text).toContain("2 breached and still waiting, 0 at risk, 0 running, 0 paused");
    expect(text).toMatch(/^breached {2}\S+ .*ago {2}first response {2}late .* Ada$/m);
    expect(text).toContain("… and 1 more");
  });
});
