import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanKpiAlerts } from "../../src/jobs/alerts/kpi-alert-scan.ts";
import type { AlertDesk } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { kpiAlertDesk, rated } from "../support/kpi-alert-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const MINUTE = 60_000;
const day = "2026-03-02";
const at = (time: string, date = day) => `${date}T${time}:00Z`;

const csat = {
  id: "billing-csat",
  kpi: "csat",
  team: "billing",
  below: 80,
  over: "last 24 hours",
  minimumSample: 20,
  notify: [{ slack: "C1" }],
};
const settings = { teams: { billing: { name: "Billing" } } };

/** Twenty ratings in the night, so many of them good, and others at their times. */
function ratings(good: number, others: readonly (readonly [time: string, score: number])[] = []) {
  const night = Array.from({ length: 20 }, (_, no) =>
    rated(at(`0${Math.floor(no / 10)}:${String((no % 10) * 6).padStart(2, "0")}`), no < good ? 5 : 2),
  );
  return [...night, ...others.map(([time, score]) => rated(at(time), score))].flat();
}

describe("an alert on a KPI", () => {
  it("tells of a value beyond its bound once, follows it in place, and clears beyond the hysteresis", async () => {
    const desk = await kpiAlertDesk(database, [csat], settings);
    // 16 of 20 are good; then 16 of 21, and good ones until 17/22 = 77 %, …, 21 of 26 = 80.8 %, 25 of 30 = 83.3 %.
    const good = ["10:00", "10:01", "10:02", "10:03", "10:04", "10:20", "10:21", "10:22", "10:23"] as const;
    await desk.happened(
      ratings(16, [["09:00", 1], ...good.map((time) => [time, 5] as const), ["10:40", 5], ["10:41", 5]]),
    );
    await desk.look(at("09:00"));
    expect(desk.slack.arrivals).toEqual([]);
    const opened: string[] = [];
    Object.assign(desk.room, { onOpened: (moment: string) => void opened.push(moment) });
    await desk.look(at("09:01"));
    expect(opened).toEqual(["kpi"]);

    expect(desk.slack.arrivals.map(({ target, summary }) => `${target} ${summary}`)).toEqual([
      "C1 Firing: CSAT below 80 % (team Billing · last 24 hours). CSAT is 76 % from 21 ratings, below 80 %. It fired at 09:01.",
    ]);
    const message = desk.slack.shown.get("m1") ?? "";
    for (const told of [
      "It clears at 84 % or above.",
      "kpi csat last 24 hours team:billing",
      "snooze",
      "Alert ",
    ])
      expect(message).toContain(told);
    // 21 of 26: beyond the bound again, and not beyond 84 % yet.
    await desk.look(at("10:12"));
    expect(desk.headings()).toEqual(["Firing: CSAT below 80 %"]);
    expect(desk.slack.shown.get("m1")).toContain("CSAT is 81 % from 26 ratings.");
    await desk.look(at("10:30"));
    expect(desk.headings()).toEqual(["Firing: CSAT below 80 %"]);
    // 27 of 32 are 84.4 %.
    await desk.look(at("10:42"));

    expect(desk.headings()).toEqual(["Resolved: CSAT below 80 %"]);
    expect(desk.slack.updates.at(-1)).toContain(
      "CSAT is 84 % from 32 ratings. It fired at 09:01 with 76 % from 21 ratings and cleared at 10:42.",
    );
    expect(desk.slack.arrivals).toHaveLength(1);
  });

  it("tells the value that is computed from the events alone, at every look", async () => {
    const random = [7, 3, 9, 1, 5, 8, 2, 6, 4, 0];
    const timetable = Array.from({ length: 80 }, (_, no) => ({
      at: Date.parse(at("00:00")) + no * 7 * MINUTE,
      score: (random[(no * 3 + Math.floor(no / 10)) % 10] ?? 0) > 3 ? 5 : 1,
    }));
    const desk = await kpiAlertDesk(
      database,
      [{ ...csat, below: 62, over: "last 2 hours", clearsAt: 64, minimumSample: 10 }],
      settings,
    );
    await desk.happened(timetable.flatMap((one) => rated(new Date(one.at).toISOString(), one.score)));
    let isFiring = false;
    const wrong: string[] = [];
    for (let time = Date.parse(at("01:00")); time <= Date.parse(at("09:00")); time += 10 * MINUTE) {
      await desk.look(new Date(time));
      const seen = timetable.filter((one) => one.at >= time - 120 * MINUTE && one.at < time);
      const share = (seen.filter(({ score }) => score === 5).length / seen.length) * 100;
      if (seen.length >= 10) isFiring = isFiring ? share < 64 : share < 62;
      const [state] = await states(desk);
      if ((state?.state === "firing") !== isFiring) wrong.push(`${new Date(time).toISOString()} ${share}`);
      if (seen.length >= 10 && Math.abs((state?.value ?? -1) - share) > 1e-9)
        wrong.push(`${share} ${state?.value}`);
    }
    expect(wrong).toEqual([]);
    expect((await episodes(desk)).length).toBeGreaterThan(1);
    expect(desk.slack.arrivals).toHaveLength((await episodes(desk)).length);
  });

  it("is silent where there are too few, and goes on and says so where they become too few", async () => {
    const desk = await kpiAlertDesk(database, [{ ...csat, over: "last 6 hours" }], settings);
    await desk.happened(ratings(10).slice(0, 38));
    await desk.look(at("02:00"));
    expect(desk.slack.arrivals).toEqual([]);
    await desk.happened([...rated(at("02:10"), 1), ...rated(at("02:11"), 5)]);
    await desk.look(at("02:12"));
    expect(desk.headings()).toEqual(["Firing: CSAT below 80 %"]);
    await desk.look(at("07:00"));

    expect(desk.headings()).toEqual(["Firing: CSAT below 80 %"]);
    expect(desk.slack.shown.get("m1")).toContain("CSAT cannot be told now: 11 ratings, fewer than 20.");
  });

  it("fires only once it has held for long enough, and starts anew where it did not", async () => {
    const desk = await kpiAlertDesk(
      database,
      [{ ...csat, minimumSample: 1, over: "last 10 minutes", for: "5m" }],
      settings,
    );
    // Four of five are good from 09:03 on, which is not below 80 %; the next is bad, and alone.
    await desk.happened([
      ...rated(at("09:00"), 1),
      ...["00", "10", "20", "30"].flatMap((second) => rated(at("09:02").replace(":00Z", `:${second}Z`), 5)),
      ...rated(at("09:20"), 1),
    ]);
    await desk.walk(at("09:01"), at("09:25"), 1);
    expect(desk.slack.arrivals).toEqual([]);
    await desk.look(at("09:26"));

    expect(desk.slack.arrivals).toHaveLength(1);
    expect(desk.slack.arrivals[0]?.summary).toContain("It fired at 09:26 and has been so since 09:21.");
  });

  it("watches a percentile of durations against a span", async () => {
    const slow = {
      id: "slow",
      kpi: "response-time",
      stat: "p90",
      above: "1h",
      over: "today",
      notify: [{ slack: "C1" }],
    };
    const desk = await kpiAlertDesk(database, [slow]);
    const waits = [10, 20, 30, 40, 50, 55, 58, 59, 90, 200];
    await desk.happened(
      waits.flatMap((wait, no) => {
        const conversation = `w${no}`;
        const end = new Date(Date.parse(at("08:00")) + wait * MINUTE).toISOString();
        return [
          [at("08:00"), "conversation.opened", { conversation, channel: "chat" }],
          [at("08:00"), "message.received", { conversation }],
          [end, "message.sent", { conversation, author: { kind: "agent", id: "17" } }],
        ] as const;
      }),
    );
    await desk.look(at("09:20"));
    expect(desk.slack.arrivals).toEqual([]);
    await desk.look(at("11:30"));

    // The 90th percentile of ten, between the ninth and the tenth: 90 + 0.1 × 110 minutes.
    expect(desk.slack.arrivals[0]?.summary).toContain(
      "Average response time (p90) is 1h 41m from 10 replies, above 1h.",
    );
  });

  it("is measured against the goal of its scope", async () => {
    const missed = {
      id: "goal",
      kpi: "csat",
      team: "billing",
      goal: "missed",
      minimumSample: 1,
      notify: [{ slack: "C1" }],
    };
    const goals = [{ kpi: "csat", team: "billing", atLeast: 90 }];
    const desk = await kpiAlertDesk(database, [missed], { ...settings, goals });
    await desk.happened(ratings(17));
    await desk.look(at("03:00"));

    expect(desk.headings()).toEqual(["Firing: CSAT below the goal of at least 90 %"]);
    await desk.look(at("03:01"));
    expect(await states(desk)).toMatchObject([{ state: "firing", value: 85, sample: 20 }]);
  });

  it("counts nothing as nothing, and not as not measured", async () => {
    const calm = {
      id: "calm",
      kpi: "conversations-opened",
      below: 3,
      over: "last 60 minutes",
      notify: [{ slack: "C1" }],
    };
    const desk = await kpiAlertDesk(database, [calm]);
    await desk.look(at("09:00"));

    expect(desk.slack.arrivals[0]?.summary).toContain("Conversations opened is 0, below 3.");
  });
});

const office = {
  timezone: "Europe/Amsterdam",
  calendars: {
    default: {
      hours: Object.fromEntries(
        ["monday", "tuesday", "wednesday", "thursday", "friday"].map((name) => [name, ["09:00-17:30"]]),
      ),
    },
  },
};

describe("an alert on the silence of a source", () => {
  const silence = {
    id: "silence",
    source: "test",
    silentFor: "30m",
    calendar: "default",
    notify: [{ slack: "C1" }],
  };

  it("counts business hours alone: not a night, not a weekend", async () => {
    const desk = await kpiAlertDesk(database, [silence], office);
    // On Friday at 17:20 in Amsterdam: ten minutes of business hours are left that week.
    await desk.happened([
      [at("16:20", "2026-02-27"), "conversation.opened", { conversation: "c1", channel: "chat" }],
    ]);
    await desk.walk(at("16:25", "2026-02-27"), at("23:00", "2026-02-27"), 45);
    await desk.walk(at("00:00", "2026-02-28"), at("07:00", day), 360);
    // On Monday it opens at 08:00 UTC; twenty minutes later half an hour has passed.
    await desk.look(at("08:19"));
    expect(desk.slack.arrivals).toEqual([]);
    await desk.look(at("08:20"));
    expect(desk.slack.arrivals.map(({ summary }) => summary)).toEqual([
      "Firing: Events of test silent for 30m (hours of default). Nothing has come from test for 30m in the hours of default. The last event came at 17:20 on 2026-02-27. It fired at 09:20.",
    ]);
    await desk.happened([[at("08:25"), "message.received", { conversation: "c1" }]]);
    await desk.look(at("08:26"));

    expect(desk.headings()).toEqual(["Resolved: Events of test silent for 30m"]);
    expect(desk.slack.arrivals).toHaveLength(1);
  });

  it("counts what never sent anything from when it is watched", async () => {
    const desk = await kpiAlertDesk(database, [{ ...silence, calendar: undefined }]);
    await desk.walk(at("09:00"), at("09:29"), 29);
    expect(desk.slack.arrivals).toEqual([]);
    await desk.look(at("09:30"));

    expect(desk.slack.arrivals[0]?.summary).toContain("Nothing has ever come from test. It fired at 09:30.");
  });
});

describe("a KPI that is looked at in business hours", () => {
  it("fires in them only", async () => {
    const desk = await kpiAlertDesk(database, [{ ...csat, calendar: "default" }], { ...settings, ...office });
    await desk.happened(ratings(10));
    await desk.look(at("07:59"));
    expect(desk.slack.arrivals).toEqual([]);
    await desk.look(at("08:00"));

    expect(desk.slack.arrivals).toHaveLength(1);
  });
});

describe("several who look", () => {
  it("at the same time open one episode, and look once a minute", async () => {
    const desk = await kpiAlertDesk(database, [csat, { ...csat, id: "other", below: 90 }], settings);
    await desk.happened(ratings(10));
    desk.now = new Date(at("03:00"));
    await Promise.all([scanKpiAlerts(desk.room), scanKpiAlerts(desk.room), scanKpiAlerts(desk.room)]);

    expect((await episodes(desk)).map(({ kpi_alert }) => kpi_alert).sort()).toEqual([
      "billing-csat",
      "other",
    ]);
    expect(await deliveries(desk)).toHaveLength(2);
  });

  it("leave no trace where they die before the end, and the next one does it all", async () => {
    const desk = await kpiAlertDesk(database, [csat], settings);
    await desk.happened(ratings(10));
    desk.now = new Date(at("03:00"));
    const dying = { ...desk.room, enqueue: () => Promise.reject(new Error("killed")) };
    await scanKpiAlerts(dying);
    expect(await episodes(desk)).toEqual([]);
    await desk.look(at("03:01"));

    expect(desk.slack.arrivals).toHaveLength(1);
  });
});

describe("an alert that fires", () => {
  it("is settled where it is taken out of the configuration, or is about something else", async () => {
    const desk = await kpiAlertDesk(database, [csat, { ...csat, id: "other" }], settings);
    await desk.happened(ratings(10));
    for (const minute of ["00", "01"]) await desk.look(at(`03:${minute}`));
    desk.room.config.alerts.splice(0, 1);
    const [other] = desk.room.config.alerts;
    if (other) other.channel = ["email"];
    for (const minute of ["05", "06"]) await desk.look(at(`03:${minute}`));

    expect(desk.headings()).toEqual(["Settled: CSAT below 80 %", "Settled: CSAT below 80 %"]);
    expect((await states(desk)).map(({ alert_id, state }) => `${alert_id} ${state}`)).toEqual(["other idle"]);
  });

  it("is escalated so long after it began to fire, and told of after quiet hours only", async () => {
    const told = {
      ...csat,
      escalate: [{ after: "20m", to: "kim@example.com" }],
      quietHours: ["00:00-04:00"],
    };
    const desk = await kpiAlertDesk(database, [told], settings);
    await desk.happened(ratings(10));
    await desk.walk(at("03:00"), at("03:40"), 20);
    expect(desk.slack.arrivals).toEqual([]);
    await desk.look(at("04:00"));
    await desk.look(at("04:19"));
    expect(desk.slack.arrivals.map(({ target }) => target)).toEqual(["C1"]);
    await desk.look(at("04:20"));
    await desk.look(at("04:21"));

    const escalations = desk.slack.arrivals.filter(({ summary }) => summary.startsWith("Escalated to kim"));
    expect(escalations.map(({ target }) => target)).toContain("C1");
    expect(desk.slack.shown.get("m1")).toContain("Escalated to kim@example.com");
  });

  it("is not told of where it cleared in quiet hours", async () => {
    const desk = await kpiAlertDesk(database, [{ ...csat, quietHours: ["00:00-04:00"] }], settings);
    await desk.happened(
      ratings(
        15,
        Array.from({ length: 20 }, (_, no) => [`03:${10 + no}`, 5] as const),
      ),
    );
    await desk.walk(at("03:00"), at("03:40"), 40);
    await desk.look(at("04:01"));

    expect(await episodes(desk)).toMatchObject([{ state: "resolved" }]);
    expect(desk.slack.arrivals).toEqual([]);
  });

  it("is of its team, unless it is about single people", async () => {
    const idle = { kpi: "conversations-opened", below: 1, over: "last 60 minutes", team: "billing" };
    const places = { notify: [{ slack: "C1" }] };
    const desk = await kpiAlertDesk(database, [
      { id: "team", ...idle, ...places },
      { id: "person", ...idle, ...places, agent: "ada" },
    ]);
    await desk.look(at("09:00"));

    const episodes = await database.db
      .selectFrom("alert_episodes")
      .select(["kpi_alert", "team_id"])
      .where("account_id", "=", desk.accountId)
      .orderBy("kpi_alert")
      .execute();
    expect(episodes).toEqual([
      { kpi_alert: "person", team_id: null },
      { kpi_alert: "team", team_id: "billing" },
    ]);
  });

  it("is edited every ten minutes at most while its value moves", async () => {
    const desk = await kpiAlertDesk(database, [csat], settings);
    const bad = Array.from({ length: 30 }, (_, no) => [`03:${String(no + 10)}`, 1] as const);
    await desk.happened(ratings(10, bad));
    await desk.walk(at("03:05"), at("03:41"), 1);

    // Told at 03:05; the value moves with each minute from 03:11 on.
    expect(desk.slack.updates).toHaveLength(3);
  });
});

async function episodes(desk: AlertDesk) {
  return await database.db
    .selectFrom("alert_episodes")
    .selectAll()
    .where("account_id", "=", desk.accountId)
    .orderBy("episode_id")
    .execute();
}

async function states(desk: AlertDesk) {
  return await database.db
    .selectFrom("kpi_alert_states")
    .selectAll()
    .where("account_id", "=", desk.accountId)
    .orderBy("alert_id")
    .execute();
}

async function deliveries(desk: AlertDesk) {
  return await database.db
    .selectFrom("deliveries")
    .select("delivery_id")
    .where("account_id", "=", desk.accountId)
    .execute();
}
