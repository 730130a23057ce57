import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolvePeriod } from "../../src/calendar/resolve-period.ts";
import { applyDeskConfig } from "../../src/cli/apply-desk-config.ts";
import { demoAnswers } from "../../src/cli/demo-answers.ts";
import { type DemoChannel, demoChannel } from "../../src/cli/demo-channel.ts";
import { demoCharts } from "../../src/cli/demo-charts.ts";
import { openDemoAlerts, startDemoLive } from "../../src/cli/demo-live.ts";
import { demoPeople, demoSuggestions } from "../../src/cli/demo-people.ts";
import { rewindDemo } from "../../src/cli/demo-rewind.ts";
import { demoSurfaces } from "../../src/cli/demo-surfaces.ts";
import { fixedClock } from "../../src/clock.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { demoConfig } from "../../src/demo/demo-config.ts";
import { sampleDesk } from "../../src/demo/sample-desk.ts";
import { silentLogger } from "../../src/logger.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import type { MetricResult } from "../../src/metrics/metric-result.ts";
import { queryMetrics } from "../../src/metrics/query-metrics.ts";
import { settingsOf } from "../../src/metrics/settings-of.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { commandRoute } from "../../src/studio/command-route.ts";
import { messageRoute } from "../../src/studio/message-route.ts";
import type { ShownAnswer } from "../../src/studio/shown-answer.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const now = new Date("2026-11-20T07:30:00Z");
const config = demoConfig();
const accountId = DEFAULT_ACCOUNT;
let database: TestDatabase;
let channel: DemoChannel;

beforeAll(async () => {
  database = await testDatabase();
  await applyDeskConfig(database, accountId, config, { now });
  await appendEvents(database.db, accountId, sampleDesk({ seed: 1, until: now, weeks: 5 }), now);
  await projectChanges(database.db);
  channel = await openAlerts();
  route = openRoute();
});

afterAll(() => database.close());

describe("the sample desk", () => {
  it("shows something of every KPI in its last 30 days, or this morning where alerts came up", async () => {
    const results = await shown("last 30 days");
    const thisMorning = await shown("today");

    const empty = results.filter(isEmpty).map(({ metric }) => metric);
    expect(empty).toEqual(["alerts", "time-to-acknowledge"]);
    expect(thisMorning.filter(({ metric }) => empty.includes(metric)).filter(isEmpty)).toEqual([]);
    expect(new Set(results.map(({ metric }) => metric)).size).toBe(catalogue.length);
  });

  const isEmpty = ({ value, sample }: MetricResult) => value === null || sample === 0;

  async function shown(period: string): Promise<readonly MetricResult[]> {
    const { timezone, weekStartsOn } = config;
    return await queryMetrics(database.db, {
      accountId,
      metrics: catalogue.map(({ id }) => ({ id })),
      period: resolvePeriod(period, { now, timezone, weekStartsOn }),
      by: [],
      filters: {},
      clock: "elapsed",
      now,
      ...settingsOf(config),
    });
  }
});

describe("the sample desk's alerts", () => {
  const headings = async (channel: DemoChannel) =>
    (await channel.messages()).map(({ text }) => text.split("\n").slice(0, 3).join(" "));

  it("stand as they would at its moment, each noticed in its time, and so again when it is opened again", async () => {
    const once = await headings(channel);
    await rewindDemo(database.db, accountId);
    await projectChanges(database.db);
    const again = await openAlerts();
    const texts = (await again.messages()).map(({ text }) => text);

    expect(once.map((heading) => heading.replace(/ =+ /, " · ").split(" · ").slice(0, 2).join(" "))).toEqual(
      expect.arrayContaining([
        "At risk: first response conversation live-3",
        "Overdue: first response conversation live-2",
        "Overdue: first response conversation live-1",
      ]),
    );
    expect(await headings(again)).toEqual(once);
    expect(texts.filter((text) => text.includes(" late"))).toEqual([]);
    expect(texts.filter((text) => text.includes("Jonas Weber is on it until 08:43"))).toHaveLength(1);
    channel = again;
  });

  it("are taken on from the page, which shows it in its place, while time goes on", async () => {
    const [first] = (await channel.messages()).filter(({ text }) => text.includes("live-3"));
    const live = startDemoLive(openDesk(), channel);
    const line = first?.takingOn?.replace("15m", "30m") ?? "";

    expect((await ask("petra", { line })).text).toContain("You are on it until 9:00");
    await expect
      .poll(async () => (await channel.messages()).find(({ id }) => id === first?.id)?.text, {
        timeout: 10_000,
      })
      .toContain("Petra Janssen is on it until 09:00");
    await live.stop();

    const { body } = await messageRoute(channel.messages).answer();
    const shown = body.find(({ id }) => id === first?.id);
    expect(shown?.slack).toContain("Petra Janssen is on it until 09\u223600");
    expect(JSON.stringify(shown?.card)).toContain("Petra Janssen is on it until 09:00");
    const taps = body.flatMap((message) => message.taps.map(({ id }) => id));
    expect(new Set(taps).size).toBe(taps.length);
  });
});

describe("the page's commands", () => {
  it("are answered as Slack and Teams answer them", async () => {
    const answer = await ask("amira", { line: "teamstats billing this week" });

    expect(answer.slack).toContain("Amira Haddad");
    expect(answer.text).toMatch(/^Billing\n/);
    expect(JSON.stringify(answer.teams)).toContain("Chiara Rossi");
    expect(answer.slack).toContain('src="/chart?');
    expect(JSON.stringify(answer.teams)).not.toContain("demo.invalid");
    expect(answer.taps.flatMap(({ command }) => command ?? [])).toContain("teamstats last week team:billing");
    expect(answer.taps.flatMap(({ id }) => (answer.slack.includes(`id="${id}"`) ? [] : [id]))).toEqual([]);
  });

  it("show each person what that one may see", async () => {
    const line = "teamstats billing this week";
    const texts = await Promise.all(demoPeople.map(async ({ id }) => (await ask(id, { line })).text));
    const others = await ask("chiara", { line: "kpi csat agent:elin last week" });

    expect(texts.map((text) => text.includes("Elin Sjöberg"))).toEqual([false, true, true]);
    expect(others.text).not.toMatch(/CSAT +\d/);
    expect((await ask("nobody", { line })).text).not.toContain("Conversations opened");
  });

  it.each(demoSuggestions)("know %s", async (line) => {
    const answer = await ask("amira", { line });

    expect(answer.text).not.toMatch(/none of my commands|did you mean|went wrong|not understand/i);
  });

  it("answer Teams' buttons, and lead back from what they open", async () => {
    const { teams } = await ask("amira", { press: { command: "why csat last week", back: "mystats" } });

    expect(JSON.stringify(teams)).toContain("‹ Back");
    expect(JSON.stringify(teams)).toContain('"command":"mystats"');
  });

  it("take a form, from Slack and from Teams, and say what is wrong with it", async () => {
    const { modal } = await ask("amira", { line: "digest subscribe" });
    const values = { channel: ["C0SUPPORT"], title: ["Ours"], team: ["billing"] };
    const when = { rhythm: ["weekdays"], time: ["09:15"], table: ["none"] };
    const command = modal?.form?.command ?? "";

    const wrong = await ask("amira", { form: { command, values: { ...values, ...when, kpis: [] } } });

    expect(modal?.title).toBe("Subscribe a channel");
    expect(modal?.form?.html).toContain('<input type="time" name="time" required value="08:30">');
    expect(wrong.modal?.form?.html).toContain('class="wrong"');
    expect(wrong.modal?.form?.html).toContain('value="Ours"');
  });

  it("send a file beside the answer", async () => {
    const { file } = await ask("chiara", { line: "export mystats last week" });

    expect(file?.name).toMatch(/\.xlsx$/);
    expect(file?.url).toMatch(/^data:application\/vnd\.openxmlformats.*;base64,UEs/);
  });

  it("are taken from this machine's own page alone", async () => {
    const body = { person: "amira", line: "mystats" };
    const from = (host: string, sent: unknown) => route.answer({ body: sent, headers: { host } });

    expect((await from("evil.example:3000", body)).status).toBe(403);
    expect((await from("127.0.0.1.evil.example", body)).status).toBe(403);
    expect((await from("localhost:3000", { line: "mystats" })).status).toBe(400);
    expect((await from("localhost:3000", { person: "amira", form: { command: 1 } })).status).toBe(400);
  });
});

let route: ReturnType<typeof commandRoute>;

async function ask(person: string, question: object): Promise<ShownAnswer> {
  const { body } = await route.answer({ body: { person, ...question }, headers: { host: "127.0.0.1:3000" } });
  if ("error" in body) throw new Error(body.error);
  return body;
}

function openDesk() {
  return {
    environment: readEnvironment({}),
    store: { ...database, migrated: [] },
    config,
    accountId,
    logger: silentLogger,
    clock: fixedClock(now),
    close: async () => undefined,
    moment: now,
  };
}

async function openAlerts(): Promise<DemoChannel> {
  const { slack, teams } = demoSurfaces(openDesk(), demoCharts().drawer);
  const opened = demoChannel(slack, teams);
  await openDemoAlerts(openDesk(), opened);
  return opened;
}

function openRoute(): ReturnType<typeof commandRoute> {
  return commandRoute(demoAnswers(openDesk(), demoCharts()));
}
