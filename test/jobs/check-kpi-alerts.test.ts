import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { knownNames } from "../../src/cli/known-names.ts";
import { loadDeskConfig } from "../../src/config/load-desk-config.ts";
import { checkDeskConfig } from "../../src/jobs/check-desk-config.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const known = `teams: { billing: {} }
people: [{ email: kim@example.com }]
goals: [{ kpi: csat, team: billing, atLeast: 90 }, { kpi: response-time, atMost: 4h, stat: median }]
calendars:
  office: { hours: { monday: ["09:00-17:00"] } }
  never: { hours: { saturday: [] } }
`;

/** What is said of the alerts, each with its line; the first alert stands on line 8. */
async function problemsOf(...alerts: readonly string[]): Promise<string[]> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "deskpulse.yaml");
  await writeFile(path, `${known}alerts:\n${alerts.map((alert) => `  - { ${alert} }\n`).join("")}`);
  const names = knownNames();
  const error = await loadDeskConfig(path, {
    check: (config, written) => checkDeskConfig(config, names, written),
  }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) return [];
  return error.message
    .split("\n")
    .slice(1)
    .map((line) =>
      line
        .trim()
        .replace(`${path}:`, "")
        .replace(/^(\d+):\d+/, "$1"),
    );
}

describe("alerts on KPIs and sources", () => {
  it("are good in every form that they may take", async () => {
    expect(
      await problemsOf(
        "id: billing-csat, kpi: csat, team: billing, below: 80, over: last 24 hours, minimumSample: 20, notify: [{ slack: C0123456789 }]",
        'id: slow, title: Too slow, kpi: response-time, channel: [chat, email], stat: p90, clock: business, above: 1h, clearsAt: 50m, over: last 30 minutes, for: 10m, calendar: office, escalate: [{ after: 15m, to: kim@example.com }], quietHours: ["22:00-07:00"]',
        "id: goal, kpi: csat, team: billing, goal: missed, over: today",
        "id: median, kpi: response-time, goal: missed",
        "id: share, kpi: response-time, stat: within-goal, below: 90",
        "id: money, kpi: payment-volume, currency: EUR, below: 100",
        "id: silence, source: chatwoot, silentFor: 30m, calendar: office",
      ),
    ).toEqual([]);
  });

  it("must be about one thing, and have one bound", async () => {
    expect(
      await problemsOf(
        "id: a",
        "id: b, kpi: csat, source: chatwoot, below: 80",
        "id: c, kpi: csat, below: 80, above: 90",
        "id: d, source: chatwoot, team: billing",
        "id: e, kpi: csat, below: 80, silentFor: 30m",
        "id: F, kpi: csat, below: 80",
        "id: g, source: chat woot, silentFor: 10s",
      ),
    ).toEqual([
      '8 alerts[0]: found {"id":"a"}, must have exactly one of kpi and source',
      '9 alerts[1]: found {"id":"b","kpi":"csat","source":"chatwoot","below":80}, must have exactly one of kpi and source',
      '10 alerts[2]: found {"id":"c","kpi":"csat","below":80,"above":90}, must have exactly one of below, above and goal',
      "11 alerts[3].silentFor: must say for how long, such as 30m, but is missing",
      "11 alerts[3].team: is for a KPI, not for a source",
      "12 alerts[4].silentFor: is for a source, not for a KPI",
      '13 alerts[5].id: found "F", must be lower-case letters, digits and hyphens',
      '14 alerts[6].source: found "chat woot", must be a source as its events name it, without spaces',
      '14 alerts[6].silentFor: found "10s", must be a minute or longer',
    ]);
  });

  it("refer to what is there", async () => {
    expect(
      await problemsOf(
        "id: a, kpi: cast, below: 80",
        "id: b, kpi: csat, team: biling, below: 80",
        "id: c, kpi: phones-added, tag: vip, below: 80",
        "id: d, kpi: csat, below: 80, calendar: offce",
        "id: e, kpi: csat, below: 80, calendar: never",
        "id: f, kpi: csat, below: 80, escalate: [{ after: 5m, to: kin@example.com }]",
        "id: f, kpi: csat, below: 80",
      ),
    ).toEqual([
      '8 alerts[0].kpi: "cast" is not a known KPI; did you mean csat?',
      '9 alerts[1].team: "biling" is not a known team; did you mean billing?',
      '10 alerts[2].kpi: "phones-added" cannot be split or filtered by tag',
      '11 alerts[3].calendar: "offce" is not a known calendar; did you mean office?',
      '12 alerts[4].calendar: "never" never opens, so that nobody would ever look: give it hours',
      '13 alerts[5].escalate[0].to: "kin@example.com" is not a known address of people; did you mean kim@example.com?',
      '14 alerts[6].id: found "f", must be another id: this one stands above already',
    ]);
  });

  it("hold durations against spans and all else against numbers that can be passed", async () => {
    expect(
      await problemsOf(
        "id: a, kpi: response-time, above: 60",
        "id: b, kpi: csat, below: 1h, stat: p90",
        "id: c, kpi: response-time, stat: within-goal, below: 1h",
        "id: d, kpi: csat, below: 120",
        "id: e, kpi: csat, above: 100",
        "id: f, kpi: payment-volume, below: 100",
        "id: g, kpi: csat, below: 80, currency: EUR",
      ),
    ).toEqual([
      "8 alerts[0].above: found 60, must be a span like 4h: response-time is a duration",
      '9 alerts[1].below: found "1h", must be a number: csat is not a duration',
      "9 alerts[1].stat: is for durations only, which csat is not",
      '10 alerts[2].below: found "1h", must be a number: a share within the goal is a percentage',
      "11 alerts[3].below: found 120, must be a percentage that can be passed, from 0 to 100",
      "12 alerts[4].above: found 100, must be a percentage that can be passed, from 0 to 100",
      "13 alerts[5].currency: must be a currency like EUR: payment-volume is an amount, and amounts are never summed up across currencies, but is missing",
      "14 alerts[6].currency: is for amounts only, which csat is not",
    ]);
  });

  it("clear on the good side, have the goal that they name, and move with time", async () => {
    expect(
      await problemsOf(
        "id: a, kpi: csat, below: 80, clearsAt: 70",
        "id: b, kpi: response-time, above: 1h, clearsAt: 2h",
        "id: c, kpi: csat, channel: chat, goal: missed",
        "id: d, kpi: response-time, stat: p90, goal: missed",
        "id: e, kpi: first-response-time, stat: within-goal, below: 90",
        "id: f, kpi: csat, below: 80, over: last fortnight",
        "id: g, kpi: csat, below: 80, over: 2026-03-01",
        "id: h, kpi: csat, below: 80, over: last 2 minutes",
      ),
    ).toEqual([
      "8 alerts[0].clearsAt: found 70, must be no less than it fires below: it clears on the good side",
      '9 alerts[1].clearsAt: found "2h", must be no more than it fires above: it clears on the good side',
      '10 alerts[2].goal: "csat" has no goal in this scope: add one to goals, or give below or above',
      '11 alerts[3].goal: "response-time" has no goal for the p90 in this scope: add one to goals, or give below or above',
      "12 alerts[4].stat: needs a goal for first-response-time in this scope: add one with atMost to goals",
      expect.stringMatching(/^13 alerts\[5\]\.over: "last fortnight" is not a period\./),
      '14 alerts[6].over: found "2026-03-01", must move with time, such as last 24 hours or today: this period is always the same',
      '15 alerts[7].over: found "last 2 minutes", must be last 5 minutes or longer: what is shorter holds too little to judge',
    ]);
  });
});
