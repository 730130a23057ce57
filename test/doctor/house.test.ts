import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { alerts } from "../../src/cli/doctor/checks/alerts.ts";
import { businessHours } from "../../src/cli/doctor/checks/business-hours.ts";
import { charts } from "../../src/cli/doctor/checks/charts.ts";
import { deliveries } from "../../src/cli/doctor/checks/deliveries.ts";
import { digests } from "../../src/cli/doctor/checks/digests.ts";
import { facts } from "../../src/cli/doctor/checks/facts.ts";
import { people } from "../../src/cli/doctor/checks/people.ts";
import { port } from "../../src/cli/doctor/checks/port.ts";
import { publicAddress } from "../../src/cli/doctor/checks/public-address.ts";
import { sources } from "../../src/cli/doctor/checks/sources.ts";
import { examine } from "../../src/cli/doctor/examine.ts";
import { instanceId } from "../../src/cli/instance-id.ts";
import { healthRoutes } from "../../src/http/health-routes.ts";
import { type HttpServer, httpServer } from "../../src/http/http-server.ts";
import { silentLogger } from "../../src/logger.ts";
import { rememberChatUser } from "../../src/store/chat-links.ts";
import { pauseDigest } from "../../src/store/digest-places.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { pauseTarget } from "../../src/store/paused-targets.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { diagnosis, digestTo, doctorMoment, doctorRoom } from "../support/doctor-rooms.ts";
import { runCli } from "../support/run-cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(async () => {
  await database.close();
});

describe("the facts", () => {
  it("are as new as the log, or being worked off", async () => {
    const visit = { db: database.db, accountId: "facts" };
    expect(await diagnosis(facts, visit)).toBe("ok: Every event of the log is in the numbers.");

    await changed("facts", "5 seconds");

    expect(await diagnosis(facts, visit)).toMatch(/^ok: 1 change of the log is not in the numbers yet/);
  });

  it("are a problem when nobody works them off", async () => {
    await changed("late", "3 hours");
    await changed("late", "5 minutes");

    expect(await diagnosis(facts, { db: database.db, accountId: "late" })).toBe(
      "problem: 2 changes of the log are not in the numbers yet, the oldest for 3 h. → Start deskpulse (npm start): it works them off. If it runs, see its log for what fails.",
    );
  });
});

describe("the sources", () => {
  const visit = (sourcesOfConfig: object, accountId: string) => ({
    db: database.db,
    accountId,
    config: { sources: sourcesOfConfig },
  });

  it("are told with how far they are", async () => {
    await database.db
      .insertInto("watermarks")
      .values(mark("sources", "zendesk", "2026-03-07T11:50:00Z"))
      .execute();

    expect(await diagnosis(sources, visit({}, "sources"))).toBe(
      "ok: zendesk sent 1,200 events, the newest of 10 min ago.",
    );
    expect(await diagnosis(sources, visit({ zendesk: { expectedSilence: "10m" } }, "sources"))).toMatch(
      /^ok: /,
    );
  });

  it("are found wanting when one is silent, was never there, or none is", async () => {
    await database.db
      .insertInto("watermarks")
      .values(mark("silent", "zendesk", "2026-03-07T09:00:00Z"))
      .execute();
    const config = { zendesk: { expectedSilence: "2h" }, zendsk: { expectedSilence: "2h" } };

    const told = await diagnosis(sources, visit(config, "silent"));

    expect(told).toContain("warning: zendesk sent 1,200 events, the newest of 3 h ago: longer than the 2 h");
    expect(told).toContain("warning: The source zendsk of deskpulse.yaml has never sent an event.");
    expect(await diagnosis(sources, visit({}, "empty"))).toMatch(
      /^warning: No event has arrived yet\. → Make a key/,
    );
  });
});

describe("the hours", () => {
  const team = (calendar: object, hours: object) => ({
    teams: { billing: calendar },
    calendars: { office: { hours } },
    sla: [{ name: "all", targets: { firstResponse: "1h" } }],
  });

  it("are right when every team has some", async () => {
    const config = team({ calendar: "office" }, { monday: ["09:00-17:00"] });

    expect(await diagnosis(businessHours, { config })).toMatch(/^ok: /);
  });

  it("are found wanting without a calendar, and with an empty one", async () => {
    const told = await diagnosis(businessHours, { config: { ...team({}, {}), sla: [] } });

    expect(told.split("\n").map((line) => line.split(":")[0])).toEqual(["warning", "warning", "warning"]);
    expect(told).toContain("Nothing is measured in business hours for billing");
    expect(told).toContain("The calendar office is never open.");
    expect(told).toContain("No SLA policy is set");
  });
});

describe("the digests", () => {
  const config = digestTo({ slack: "C1" }, { console: true });

  it("are told with their next run in their own time", async () => {
    expect(await diagnosis(digests, { config })).toBe(
      "ok: morning goes next on Monday, 9 March 2026 at 08:30 (Europe/Amsterdam), to slack C1, the console.",
    );
  });

  it("are found wanting when one is paused, held back, never due, or none is set", async () => {
    const key = { accountId: "paused", platform: "slack", target: "C1" };
    await pauseDigest(database.db, { ...key, digestId: "morning" }, "Kim", doctorMoment);
    await pauseTarget(database.db, key, "the channel is archived", doctorMoment);
    const never = {
      id: "leap",
      title: "L",
      cron: "0 8 29 2 *",
      kpis: ["csat"],
      targets: [{ console: true }],
    };

    const told = await diagnosis(digests, { config, db: database.db, accountId: "paused" });

    expect(told).toContain(
      "warning: morning is paused in slack C1 by Kim. → Type digest resume morning there",
    );
    expect(told).toContain("problem: morning is held back from slack C1: the channel is archived → ");
    expect(await diagnosis(digests, { config: { digests: [never] } })).toMatch(/^warning: leap is not due/);
    expect(await diagnosis(digests, {})).toMatch(/^warning: No digest is set/);
  });
});

describe("the deliveries", () => {
  it("are told by what failed in the last week", async () => {
    const visit = { db: database.db, accountId: "deliveries" };
    await database.db.insertInto("deliveries").values(delivery("2026-03-06T07:30:00Z", "sent")).execute();
    await database.db.insertInto("deliveries").values(delivery("2026-02-20T07:30:00Z", "failed")).execute();
    expect(await diagnosis(deliveries, visit)).toBe("ok: 1 message was delivered in the last 7 days.");

    await database.db.insertInto("deliveries").values(delivery("2026-03-05T07:30:00Z", "failed")).execute();

    expect(await diagnosis(deliveries, visit)).toContain(
      "problem: morning of 2026-03-05T07:30:00Z did not reach slack C1: not_in_channel → Remove the cause, then: deskpulse digest send morning",
    );
    const alert = { kind: "sla-alert", subject_id: "12", occurrence: "alert" };
    await database.db
      .insertInto("deliveries")
      .values({ ...delivery("2026-03-06T07:30:00Z", "failed"), ...alert })
      .execute();

    expect(await diagnosis(deliveries, visit)).toContain(
      "problem: Alert 12 did not reach slack C1: not_in_channel → Remove the cause. Type ack there",
    );
  });
});

describe("the alerts", () => {
  const notify = { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }, { console: true }] };
  const urgent = { name: "urgent", targets: { firstResponse: "1h" }, notify };
  const lowCsat = { id: "low-csat", kpi: "csat", below: 80, notify: [{ slack: "C2" }] };
  const config = { sla: [urgent], alerts: [lowCsat] };
  const looked = (account_id: string, scanned_until: Date) =>
    database.db
      .insertInto("alert_watches")
      .values({ account_id, policy: "urgent", moment: "breach", known_since: scanned_until, scanned_until })
      .execute();

  it("are right where somebody is told, and somebody looks", async () => {
    await looked("watched", new Date(doctorMoment.getTime() - 1_000));

    expect(await diagnosis(alerts, { db: database.db, accountId: "watched", config })).toBe(
      "ok: urgent, low-csat tell somebody; 0 alerts are open.",
    );
  });

  it("are a problem where nobody looks, and where a channel is gone", async () => {
    await looked("unwatched", new Date(doctorMoment.getTime() - 3 * 3_600_000));
    const key = { accountId: "unwatched", platform: "slack", target: "C2" };
    await pauseTarget(database.db, key, "the channel is archived", doctorMoment);

    const told = await diagnosis(alerts, { db: database.db, accountId: "unwatched", config });

    expect(told).toContain("problem: Nobody has looked for promises in danger for 3 h. → Start deskpulse");
    expect(told).toContain(
      "problem: Alerts of low-csat are held back from slack C2: the channel is archived → ",
    );
    expect(told).not.toContain("Alerts of urgent are held back");
    expect(await diagnosis(alerts, { db: database.db, accountId: "never", config })).toContain(
      "problem: Nobody has looked for promises in danger yet.",
    );
  });

  it("are a problem where a KPI was not looked at for long", async () => {
    const hourAgo = new Date(Date.now() - 3_600_000);
    await looked("unlooked", doctorMoment);
    const state = { account_id: "unlooked", alert_id: "low-csat", measures: "csat" };
    const times = { known_since: hourAgo, next_look_at: hourAgo, looked_at: hourAgo };
    await database.db
      .insertInto("kpi_alert_states")
      .values({ ...state, ...times })
      .execute();

    expect(await diagnosis(alerts, { db: database.db, accountId: "unlooked", config })).toContain(
      "problem: A KPI that somebody is to be told of was not looked at for 60 min. → Start deskpulse",
    );
  });

  it("are missed where promises are made and nobody is told of them", async () => {
    const visit = { db: database.db, accountId: "quiet" };

    expect(await diagnosis(alerts, visit)).toBe("");
    expect(await diagnosis(alerts, { ...visit, config: { sla: [{ ...urgent, notify: {} }] } })).toMatch(
      /^warning: Nobody is told when a promise to customers is in danger/,
    );
  });
});

describe("the people", () => {
  const lead = { email: "kim@example.com", agent: "kim", team: "billing", role: "lead" };
  const config = { teams: { billing: { name: "Billing" } }, people: [lead] };

  it("are right when all are listed and every team has a lead", async () => {
    const visit = { db: database.db, accountId: "people", config };

    expect(await diagnosis(people, visit)).toBe("ok: 1 person is known, 0 of them have written to the bot.");
  });

  it("are found wanting: agents without an address, strangers, and teams without a lead", async () => {
    const accountId = "strangers";
    const ada = deskEvent("agent.updated", "a1", "2026-03-01T09:00:00Z", { agent: "ada", team: "returns" });
    await appendEvents(database.db, accountId, [ada], doctorMoment);
    await projectChanges(database.db);
    await rememberChatUser(
      database.db,
      accountId,
      { platform: "slack", tenant: "T1", user_id: "U1" },
      { email: "eve@example.com", name: "Eve", locale: null, timezone: null, checked_at: doctorMoment },
    );

    const told = await diagnosis(people, { db: database.db, accountId, config });

    expect(told).toContain(
      "warning: 1 agent of the events cannot be found in chat, since no e-mail address is known: ada.",
    );
    expect(told).toContain("warning: 1 chat user wrote to the bot and is nobody it knows: Eve (slack).");
    expect(told).toContain("warning: returns has no lead, so nobody but managers may see the people of it.");
    expect(await diagnosis(people, { db: database.db, accountId: "nobody" })).toMatch(
      /^warning: Nobody is known/,
    );
  });
});

describe("addresses", () => {
  const opened: { close(): Promise<unknown> | unknown }[] = [];

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  async function deskpulse(accountId: string): Promise<HttpServer> {
    const instance = await instanceId(database.db, accountId);
    const routes = healthRoutes(async () => undefined, instance);
    const server = await httpServer({ host: "127.0.0.1", port: 0, routes, logger: silentLogger });
    opened.push(server);
    return server;
  }

  async function stranger(): Promise<number> {
    const server: Server = createServer((_, response) => response.end("<h1>It works!</h1>"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push({ close: () => server.close() });
    return (server.address() as AddressInfo).port;
  }

  const slackByHttp = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef" };

  it("lead here, or are not needed", async () => {
    const { url, port: at } = await deskpulse("here");
    const visit = { db: database.db, accountId: "here" };

    expect(await diagnosis(publicAddress, { ...visit, environment: { PUBLIC_URL: url } })).toBe(
      `ok: ${url} leads to this deskpulse.`,
    );
    expect(await diagnosis(publicAddress, visit)).toBe("ok: No public address is needed.");
    expect(await diagnosis(port, { ...visit, environment: { PORT: String(at) } })).toBe(
      `ok: deskpulse runs on 127.0.0.1:${at}.`,
    );
    expect(await diagnosis(port, visit)).toBe("ok: The server takes a free port.");
  });

  it("are found wanting: not set, not https, leading elsewhere or nowhere", async () => {
    const other = await deskpulse("elsewhere");
    const strange = `http://127.0.0.1:${await stranger()}`;
    const at = (PUBLIC_URL: string) =>
      diagnosis(publicAddress, {
        db: database.db,
        accountId: "here",
        environment: { ...slackByHttp, PUBLIC_URL },
      });

    expect(await diagnosis(publicAddress, { environment: slackByHttp })).toMatch(
      /^warning: Slack must reach this process.* → Set PUBLIC_URL/,
    );
    expect(await at(other.url)).toMatch(/^problem: PUBLIC_URL is not https, which Slack asks for/);
    expect(await at(other.url)).toContain(
      `problem: ${other.url} leads to a deskpulse with another database.`,
    );
    expect(await at(strange)).toContain(
      `problem: ${strange} does not lead to deskpulse: it is something else (HTTP 200).`,
    );
    await other.close();
    expect(await at(`${other.url.replace("//", "//user:hidden-word@")}/way`)).toMatch(
      /problem: http:\/\/127\.0\.0\.1:\d+ does not answer: .+ → Start deskpulse/,
    );
  });

  it("are taken by others, or not of this machine", async () => {
    const visit = { db: database.db, accountId: "here" };
    const [strange, other] = [await stranger(), await deskpulse("elsewhere")];
    const at = (set: Record<string, string>) => diagnosis(port, { ...visit, environment: set });

    expect(await at({ PORT: String(strange) })).toMatch(
      /^problem: .* is taken by another program\. → Stop it/,
    );
    expect(await at({ PORT: String(other.port) })).toMatch(
      /^problem: .* by a deskpulse with another database/,
    );
    expect(await at({ PORT: "3999", HOST: "203.0.113.1" })).toMatch(/^problem: The server cannot listen/);
  });

  it("of a chart server are asked for a chart", async () => {
    const QUICKCHART_URL = `http://127.0.0.1:${await stranger()}`;

    expect(await diagnosis(charts, {})).toBe("ok: Charts are drawn by deskpulse itself.");
    expect(await diagnosis(charts, { environment: { QUICKCHART_URL } })).toMatch(
      /^problem: The chart server .* answered with something that is no PNG/,
    );
  });
});

describe("the visit", () => {
  it("goes on when a check fails or takes too long", async () => {
    const never = { name: "never", look: () => new Promise<never>(() => undefined) };
    const broken = {
      name: "broken",
      look: async () => {
        await setImmediate();
        throw new Error("pulled the plug");
      },
    };

    const found = await examine([never, broken, port], doctorRoom({}), 20);

    expect(found.map(({ check, verdict, says }) => `${check} ${verdict}: ${says}`)).toEqual([
      "never problem: This could not be found out within 0.02 s.",
      "broken problem: This could not be found out: pulled the plug",
      "port ok: The server takes a free port.",
    ]);
  });

  it("prints JSON alone, exits 1 for problems, and tells no secret", async () => {
    await using cwd = await temporaryFolder();
    const secrets = { SLACK_APP_TOKEN: "xapp-very-secret", TEAMS_CLIENT_SECRET: "very-hidden-word" };
    const env = { ...secrets, DATABASE_URL: database.url, PORT: "0", DESKPULSE_CONFIG: "absent.yaml" };

    const run = await runCli(["doctor", "--json"], { cwd: cwd.path, env });

    const told = JSON.parse(run.stdout);
    expect(run.code).toBe(1);
    expect(told.ok).toBe(false);
    expect(new Set(told.findings.flatMap((finding: object) => Object.keys(finding)))).toEqual(
      new Set(["check", "verdict", "says", "remedy"]),
    );
    expect(told.findings.find(({ check }: { check: string }) => check === "configuration")).toMatchObject({
      verdict: "problem",
      says: "The configuration absent.yaml cannot be read: there is no such file; check DESKPULSE_CONFIG",
    });
    expect(run.stdout + run.stderr).not.toMatch(/very-secret|very-hidden/);
  });

  it("exits 0 when nothing is wrong, leaves the database as it is, and says what waits", async () => {
    await using cwd = await temporaryFolder();
    await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(
      database.db,
    );

    const run = await runCli(["doctor"], { cwd: cwd.path, env: { DATABASE_URL: database.url, PORT: "0" } });

    expect(run.code).toBe(0);
    expect(run.stdout).toContain("1 migration waits to be run, so facts and people were not looked at.");
    expect(run.stdout).toContain("→ Run: deskpulse migrate");
    expect(run.stdout).toMatch(/\n0 problems, \d warnings\.\n$/);
  });

  it("names the database that is not there, without its password", async () => {
    await using cwd = await temporaryFolder();
    const env = { DATABASE_URL: "postgres://me:hidden-word@127.0.0.1:9/desk", PORT: "99999" };

    const run = await runCli(["doctor"], { cwd: cwd.path, env });

    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/✗ database .*127\.0\.0\.1:9/);
    expect(run.stdout).toContain("The environment variable PORT is wrong");
    expect(run.stdout).not.toContain("hidden-word");
  });
});

async function changed(account: string, ago: string): Promise<void> {
  await sql`
    insert into changed_subjects (account_id, subject_kind, subject_id, changed_at)
    values (${account}, 'conversation', ${ago}, now() - ${ago}::interval)`.execute(database.db);
}

function mark(account: string, source: string, newest: string) {
  const at = new Date(newest);
  return { account_id: account, source, newest_event_at: at, last_arrival_at: at, events: 1200 };
}

function delivery(due: string, state: "sent" | "failed") {
  return {
    account_id: "deliveries",
    kind: "digest",
    subject_id: "morning",
    occurrence: due,
    platform: "slack",
    target: "C1",
    report: "{}",
    state,
    error: state === "failed" ? "not_in_channel" : null,
    due_at: new Date(due),
    expires_at: new Date(due),
    created_at: new Date(due),
  };
}
