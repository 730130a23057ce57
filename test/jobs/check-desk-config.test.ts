import { describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { checkDeskConfig } from "../../src/jobs/check-desk-config.ts";

const known = {
  metrics: new Map([
    ["csat", new Set(["agent", "team", "day"])],
    ["resolution-time", new Set(["agent", "team", "channel", "day"])],
    ["messages-sent", new Set(["agent", "team", "day"])],
  ]),
  durations: new Set(["resolution-time"]),
  dimensions: new Set(["agent", "team", "channel", "day"]),
  periodProblem: (text: string) =>
    text === "yesterday" ? undefined : 'must be a period such as "last week"',
};

describe("a configuration's references", () => {
  it("are all good in a plain digest", () => {
    expect(problems({ digests: [digest({})] })).toEqual([]);
  });

  it("to KPIs and dimensions are checked wherever they stand, with the nearest right name", () => {
    const found = problems({
      goals: [{ kpi: "cast", atLeast: 90 }],
      digests: [
        digest({
          kpis: ["csat", "mesages-sent"],
          table: { by: "agents", kpis: ["resolution-tme"] },
          charts: [{ kpi: "weather", by: "planet" }],
        }),
      ],
    });

    expect(found).toEqual([
      'goals.0.kpi: "cast" is not a known KPI; did you mean csat?',
      'digests.0.kpis.1: "mesages-sent" is not a known KPI; did you mean messages-sent?',
      'digests.0.table.by: "agents" is not a known dimension; did you mean agent?',
      'digests.0.table.kpis.0: "resolution-tme" is not a known KPI; did you mean resolution-time?',
      'digests.0.charts.0.kpi: "weather" is not a known KPI; known are csat, messages-sent, resolution-time',
      'digests.0.charts.0.by: "planet" is not a known dimension; known are agent, channel, day, team',
    ]);
  });

  it("split and filter each KPI only by what it has", () => {
    const found = problems({
      digests: [
        digest({
          scope: { channel: "chat" },
          kpis: ["resolution-time", "csat"],
          table: { by: "channel", kpis: ["messages-sent"] },
          charts: [{ kpi: "resolution-time", by: "channel" }],
        }),
      ],
    });

    expect(found).toEqual([
      'digests.0.kpis.1: "csat" cannot be split or filtered by channel',
      'digests.0.table.kpis.0: "messages-sent" cannot be split or filtered by channel',
    ]);
  });

  it("to teams are checked once teams are listed, to calendars always", () => {
    const scoped = digest({ scope: { team: "biling" } });

    expect(problems({ digests: [scoped] })).toEqual([]);
    expect(problems({ teams: { billing: { calendar: "night" } }, digests: [scoped] })).toEqual([
      'teams.billing.calendar: "night" is not a known calendar; known are none is defined',
      'digests.0.scope.team: "biling" is not a known team; did you mean billing?',
    ]);
  });

  it("must name a person, a digest and a target once", () => {
    const found = problems({
      people: [
        { email: "a@example.com", agent: "17", team: ["a", "b"] },
        { email: "A@example.com", agent: 17 },
        { email: "kim@example.com", team: ["a", "b"], role: "lead" },
      ],
      digests: [digest({ targets: [{ slack: "C1" }, { console: true }, { slack: "C1" }] }), digest({})],
    });

    expect(found).toEqual([
      "people.1.email: must be somebody else: this address stands above already",
      "people.1.agent: must be another agent: this one stands above already",
      "people.0.team: must be one team: only a lead has several",
      "digests.0.targets.2: must be another target: this one stands above already",
      "digests.1.id: must be another id: this one stands above already",
    ]);
  });

  it("hold goals to the KPI's unit", () => {
    const found = problems({
      goals: [
        { kpi: "resolution-time", atMost: 4 },
        { kpi: "csat", atLeast: "4h" },
        { kpi: "csat", atLeast: 90, stat: "median" },
        { kpi: "resolution-time", atMost: "4h", stat: "p90" },
      ],
    });

    expect(found).toEqual([
      "goals.0.atMost: must be a span like 4h: resolution-time is a duration",
      "goals.1.atLeast: must be a number: csat is not a duration",
      "goals.2.stat: is for durations only, which csat is not",
    ]);
  });

  it("refuse a cron that is none, has seconds or never comes", () => {
    const messages = ["30 8 * *", "0 30 8 * * *", "61 8 * * *", "0 8 30 2 *", "0 8 15W * *", "@daily"].map(
      (cron) => problems({ digests: [digest({ cron })] })[0],
    );

    expect(messages).toEqual([
      expect.stringContaining(
        'must be five fields: minute hour day-of-month month day-of-week, such as "30 8 * * 1-5"',
      ),
      expect.stringContaining("with seconds, are more than a digest can keep"),
      expect.stringContaining("61 is a invalid expression for minute"),
      expect.stringContaining("impossible day of month"),
      expect.stringContaining("15W"),
      expect.stringContaining("must be five fields"),
    ]);
  });

  it("refuse a period that is none", () => {
    expect(problems({ digests: [digest({ period: "tomorrow" })] })).toEqual([
      'digests.0.period: must be a period such as "last week"',
    ]);
  });
});

function digest(fields: object): object {
  return {
    id: "morning",
    title: "Morning",
    cron: "30 8 * * 1-5",
    kpis: ["csat"],
    targets: [{ console: true }],
    ...fields,
  };
}

function problems(raw: object): string[] {
  const written = (path: readonly (string | number)[]) =>
    path.reduce<unknown>((value, step) => (value as Record<string, unknown>)[String(step)], raw);
  return checkDeskConfig(DeskConfig.parse(raw), known, written).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
}
