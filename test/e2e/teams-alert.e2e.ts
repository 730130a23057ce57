import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyDeskConfig } from "../../src/cli/apply-desk-config.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { demoConfig } from "../../src/demo/demo-config.ts";
import type { EventType } from "../../src/events/vocabulary.ts";
import { silentLogger } from "../../src/logger.ts";
import { type RunningDeskpulse, startDeskpulse } from "../../src/main.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { movingClock } from "../support/moving-clock.ts";
import { chromiumPath } from "./chromium.ts";
import { openPlayground, type Playground } from "./playground.ts";

/** In Amsterdam it is 15:00. */
const moment = new Date("2026-03-18T14:00:00Z");
const at = (time: string) => new Date(`2026-03-18T${time}Z`);
const clock = movingClock(moment, 1);

let database: TestDatabase;
let running: RunningDeskpulse;
let teams: Playground;

describe.skipIf(chromiumPath === undefined)("an alert in Microsoft's Teams client", () => {
  beforeAll(async () => {
    database = await testDatabase();
    const { db, pool, url } = database;
    const store = { db, pool, url, migrated: [], close: async () => undefined };
    const config = alertingConfig();
    await applyDeskConfig(store, DEFAULT_ACCOUNT, config, { now: moment });
    running = await startDeskpulse({
      desk: {
        environment: readEnvironment({
          PORT: "0",
          TEAMS_ALLOW_UNAUTHENTICATED: "true",
          LOG_LEVEL: "silent",
        }),
        config,
        store,
        logger: silentLogger,
        clock,
        accountId: DEFAULT_ACCOUNT,
        close: async () => undefined,
      },
    });
    teams = await openPlayground(running.url, chromiumPath ?? "");
  });
  afterAll(async () => {
    await teams?.close();
    await running?.stop();
    await database?.close();
  });

  it("is one card from the warning to the end, taken on from the card", async () => {
    await teams.enter("General");
    await teams.write("help", "mention");
    await teams.card("Commands").waitFor();
    await happened("14:20:00", "agent.presence", { agent: "chiara", state: "online" });
    await happened("14:40:00", "conversation.opened", {
      conversation: "4711",
      channel: "chat",
      team: "billing",
      priority: "urgent",
    });
    await happened("14:40:00", "message.received", { conversation: "4711" });
    await happened("14:41:00", "conversation.assigned", { conversation: "4711", agent: "chiara" });
    await happened("14:42:00", "conversation.tagged", { conversation: "4711", tags: ["vip"] });
    await happened("14:43:00", "order.placed", {
      conversation: "4711",
      order: "o1",
      amount: 249.5,
      currency: "EUR",
    });

    clock.moveTo(at("14:52:05"));
    const atRisk = teams.card("At risk: first response");
    await atRisk.waitFor();
    await teams.picture("teams-alert-at-risk", atRisk);

    await teams.choose(atRisk, "I'm on it …", "I'm on it: 30 min");
    await teams.read("sent it to you privately.");
    const takenOn = teams.card("Amira Haddad is on it until 16:22");
    await takenOn.waitFor();
    await teams.picture("teams-alert-taken-on", takenOn);

    clock.moveTo(at("14:55:05"));
    const overdue = teams.card("Overdue: first response");
    await overdue.waitFor();
    await teams.picture("teams-alert-overdue", overdue);

    await happened("14:59:00", "message.sent", {
      conversation: "4711",
      author: { kind: "agent", id: "chiara" },
    });
    clock.moveTo(at("14:59:10"));
    const resolved = teams.card("Resolved: first response");
    await resolved.waitFor();
    await teams.picture("teams-alert-resolved", resolved);

    for (const words of ["At risk: first response", "Overdue: first response"])
      expect(await teams.card(words).count()).toBe(0);
    await teams.enter("Personal Chat");
    await teams.card("You are on it until").waitFor();
  });
});

/** The sample desk's people, of whom the lead of Billing sits before the client; 15 minutes are promised on chat. */
function alertingConfig(): DeskConfig {
  const sample = demoConfig();
  const people = sample.people.map((person) =>
    person.agent === "amira" ? { ...person, email: "alexw@example.com" } : person,
  );
  const places = [{ teams: "team-id" }];
  const urgent = {
    name: "urgent",
    match: { priority: "urgent" },
    targets: { firstResponse: "15m" },
    warnAt: ["80%"],
    notify: { warning: places, breach: places },
  };
  return { ...sample, people, digests: [], sla: DeskConfig.parse({ sla: [urgent] }).sla };
}

let events = 0;

async function happened(time: string, type: EventType, data: object): Promise<void> {
  const event = deskEvent(type, `e${events++}`, at(time).toISOString(), data);
  await appendEvents(database.db, DEFAULT_ACCOUNT, [event], moment);
  await projectChanges(database.db);
}
