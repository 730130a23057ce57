import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyDeskConfig } from "../../src/cli/apply-desk-config.ts";
import { fixedClock } from "../../src/clock.ts";
import type { DeskConfig } from "../../src/config/desk-config.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { demoConfig } from "../../src/demo/demo-config.ts";
import { sampleDesk } from "../../src/demo/sample-desk.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import { silentLogger } from "../../src/logger.ts";
import { type RunningDeskpulse, startDeskpulse } from "../../src/main.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { teamsSurface } from "../../src/surfaces/teams/teams-surface.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { chromiumPath, noChromium } from "./chromium.ts";
import { openPlayground, type Playground } from "./playground.ts";

const moment = new Date("2026-03-18T14:00:00Z");
const clock = fixedClock(moment);

let database: TestDatabase;
let config: DeskConfig;
let running: RunningDeskpulse;
let teams: Playground;

if (chromiumPath === undefined)
  console.warn(`The tests in Microsoft's Teams client are skipped: ${noChromium}`);

describe.skipIf(chromiumPath === undefined)("in Microsoft's Teams client", () => {
  beforeAll(async () => {
    database = await testDatabase();
    config = await openSample(database);
    const { db, pool, url } = database;
    running = await startDeskpulse({
      desk: {
        environment: readEnvironment({
          HOST: "127.0.0.1",
          PORT: "0",
          TEAMS_ALLOW_UNAUTHENTICATED: "true",
          LOG_LEVEL: "silent",
        }),
        config,
        store: { db, pool, url, migrated: [], close: async () => undefined },
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

  it("an agent asks for the own numbers, switches the period, splits them, and asks why", async () => {
    await teams.enter("Personal Chat");
    await teams.write("mystats");
    const today = teams.card("Your numbers, Amira Haddad");
    await today.waitFor();
    await teams.picture("teams-mystats", today);

    await today.getByRole("button", { name: "This week" }).click();
    const week = teams.card("Messages sent by day");
    await week.waitFor();
    expect(await teams.card("Your numbers, Amira Haddad").textContent()).not.toContain("by hour");

    await teams.choose(week, "Split by …", "By channel");
    const split = teams.card("Your numbers by channel, Amira Haddad");
    await split.waitFor();
    await teams.picture("teams-by-channel", split);

    await teams.choose(split, "Why this number?", "CSAT");
    const why = teams.card("Behind it");
    await why.waitFor();
    await teams.picture("teams-why", why);
    await why.getByRole("button", { name: "Back" }).click();
    await teams.card("Your numbers by channel, Amira Haddad").waitFor();
  });

  it.each([
    ["a group chat", "Group Chat"],
    ["a channel", "Announcements"],
  ])("who asks in %s by mention is answered in person", async (_, place) => {
    await teams.enter(place);
    await teams.write("mystats last week", "mention");
    await teams.read("I’ve sent it to you privately.");
    await teams.picture(`teams-${place.toLowerCase().replaceAll(" ", "-")}`);

    expect(await teams.card("Your numbers").count()).toBe(0);
    await teams.enter("Personal Chat");
    await teams.card("Your numbers, Amira Haddad").waitFor();
  });

  it("a lead drills down from a channel's digest, which stays as it is", async () => {
    await teams.enter("General");
    await teams.write("help", "mention");
    await teams.card("Commands").waitFor();
    await postDigest("team-id");
    const digest = teams.card("Good morning, Northwind support");
    await digest.waitFor();
    await teams.picture("teams-digest", digest);

    await teams.choose(digest, "Look closer at …", "CSAT");
    await teams.read("sent it to you privately.");

    await teams.card("Good morning, Northwind support").waitFor();
    await teams.enter("Personal Chat");
    const closer = teams.card("by channel");
    await closer.waitFor();
    await teams.picture("teams-drill-down", closer);
  });

  it("a lead subscribes a channel by a form that comes in person, and the channel is told", async () => {
    await teams.enter("Announcements");
    await teams.write("digest subscribe", "mention");
    await teams.read("I’ve sent it to you privately.");
    await teams.enter("Personal Chat");
    const form = teams.card("Subscribe a channel");
    await form.waitFor();
    await teams.picture("teams-subscribe", form);

    await teams.fill(form, "Title", "Billing, every morning");
    await form.getByRole("button", { name: "Subscribe" }).click();
    await teams.card("“Billing, every morning” is posted").waitFor();

    await teams.enter("Announcements");
    await teams.read("Amira Haddad subscribed this channel");
    const kept = await database.db.selectFrom("chat_digests").select("digest").execute();
    expect(JSON.stringify(kept)).toContain("Billing, every morning");
  });
});

/** Twelve weeks of the sample desk, whose lead of Billing is who sits before the Playground. */
async function openSample({ db, pool, url }: TestDatabase): Promise<DeskConfig> {
  const sample = demoConfig();
  const people = sample.people.map((person) =>
    person.agent === "amira" ? { ...person, email: "alexw@example.com" } : person,
  );
  const changed = { ...sample, people };
  const store = { db, pool, url, migrated: [], close: async () => undefined };
  await applyDeskConfig(store, DEFAULT_ACCOUNT, changed, { now: moment });
  const events = [...sampleDesk({ seed: 1, until: moment })];
  for (let start = 0; start < events.length; start += 2_000)
    await appendEvents(db, DEFAULT_ACCOUNT, events.slice(start, start + 2_000), moment);
  await projectChanges(db);
  return changed;
}

/** As the worker posts it when it is due. */
async function postDigest(target: string): Promise<void> {
  const [digest] = config.digests;
  if (!digest) throw new Error("the sample desk has no digest");
  const about = { accountId: DEFAULT_ACCOUNT, digest, config, now: moment };
  const { report } = await composeDigest(database.db, about);
  const surface = teamsSurface({
    logger: silentLogger,
    references: conversationReferences(database.db, DEFAULT_ACCOUNT, "teams"),
    drawer: stubDrawer(),
    clock,
    hasCommands: true,
  });
  await surface.post(target, report, { deliveryId: "1", firstAttemptAt: moment, mayRepeat: false });
}
