import { describe, expect, it } from "vitest";
import { type AlertReading, alertReport } from "../../src/alerts/alert-report.ts";
import type { Alert } from "../../src/alerts/alert-text.ts";
import { escalatedReport } from "../../src/alerts/escalated-report.ts";
import { historyReport } from "../../src/alerts/history-report.ts";
import { plainText } from "../../src/messages/plain-text.ts";
import type { Report } from "../../src/messages/report.ts";
import { checkBlocks } from "../../src/surfaces/slack/block-limits.ts";
import { reportToBlocks } from "../../src/surfaces/slack/report-to-blocks.ts";
import { checkCard } from "../../src/surfaces/teams/card-limits.ts";
import { reportToCard } from "../../src/surfaces/teams/report-to-card.ts";

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const reading: AlertReading = { now: at("10:05"), timezone: "Europe/Amsterdam" };

const overdue: Alert = {
  episodeId: 12,
  conversation: "4711",
  target: "first-response",
  policy: "urgent",
  state: "breached",
  startedAt: at("09:00"),
  dueAt: at("10:00"),
  breachedAt: at("10:00"),
  endedAt: null,
  channel: "chat",
  team: "Billing",
  priority: "high",
  tags: [],
  orders: [],
  appointments: null,
  agent: "Ada",
  isOnShift: false,
  lateNote: null,
  acknowledgement: null,
  escalatedTo: [],
  url: "https://desk.example.com/4711",
};

const saying = (alert: Partial<Alert>, now = reading.now) =>
  plainText(alertReport({ ...overdue, ...alert }, { ...reading, now })).replace(/\s+/g, " ");

const blocksOf = (report: Report) =>
  reportToBlocks(report, { pictures: [], hasCommands: true, mayRepeat: false });
const cardOf = (report: Report) => reportToCard(report, { publicUrl: () => undefined, hasCommands: true });

describe("the message of an alert", () => {
  it("begins with what is wrong, since when and by when, and who is on it", () => {
    const until = at("10:30");
    const text = saying({ acknowledgement: { name: "Kim", until } });

    expect(text).toMatch(
      /^Overdue: first response =+ conversation 4711 .* The customer has been waiting since 10:00; it was due at 11:00\. · Kim is on it until 11:30 · Assigned to Ada, not on shift/,
    );
  });

  it("says nothing that is wrong a minute later, but in its notification", () => {
    const risky = { ...overdue, state: "at-risk" as const, breachedAt: null };
    const { summary } = alertReport(risky, { ...reading, now: at("09:31") });

    expect(summary).toContain("it is due at 11:00, in 29m");
    expect(saying(risky, at("09:31"))).not.toContain("29m");
  });

  it("tells all times with their dates where a day has passed", () => {
    const endedAt = new Date("2026-03-03T08:00:00Z");

    expect(saying({ state: "resolved", endedAt }, endedAt)).toContain(
      "It came at 09:00 on 2026-03-03, 22h after it was due at 11:00 on 2026-03-02.",
    );
  });

  it("says in one line what is at stake, however much it is", () => {
    const orders = ["EUR", "GBP", "JPY", "USD"].map((currency) => ({ amount: 100, currency }));
    const appointments = { next: new Date("2026-03-12T13:00:00Z"), count: 3 };

    expect(saying({ orders, appointments })).toContain(
      "At stake: €100.00 and £100.00 and ¥100 and in other currencies ordered in the conversation; appointment at 14:00 on 2026-03-12, and 2 more",
    );
  });
});

describe("the message of an escalation", () => {
  const living = alertReport(overdue, reading);
  const escalation = { to: "kim@example.com", isReader: false, why: "Nobody took it on.", isOver: false };

  it("has the whole alert under the name of who is next", () => {
    const { summary, sections } = escalatedReport(living, escalation);

    expect(summary).toMatch(/^Escalated to kim@example.com: Overdue: first response of conversation 4711\./);
    expect(sections[0]).toMatchObject({ text: "Escalated to kim@example.com" });
    expect(sections[1]).toMatchObject({ text: "Nobody took it on." });
    expect(sections.slice(2)).toEqual(living.sections.slice(1));
  });

  it("says once it is over what the alert says, and that it was one", () => {
    const settled = alertReport({ ...overdue, state: "cancelled", endedAt: at("10:10") }, reading);
    const text = plainText(escalatedReport(settled, { ...escalation, isOver: true }));

    expect(text).toMatch(/^Settled: first response\n/);
    expect(text).toContain("It was escalated to kim@example.com");
    expect(text).not.toContain("snooze");
  });
});

describe("the history of an alert", () => {
  const lines = Array.from({ length: 200 }, (_, no) => ({
    at: new Date(at("09:00").getTime() + no * 60_000),
    text: `line ${no + 1}`,
  }));

  it("is cut where it is long, at the oldest, and says so", () => {
    const text = plainText(historyReport(12, lines, { ...reading, now: at("12:30") }), { tableRows: 100 });

    expect(text).toContain("170 earlier lines are left out");
    expect(text).not.toContain("line 170\n");
    // 09:00 and 170 minutes, an hour later in Amsterdam.
    expect(text).toContain("12:50  line 171");
    expect(text).toContain("13:19  line 200");
  });

  it("tells the days where there is more than one", () => {
    const text = plainText(historyReport(12, lines.slice(0, 2), { ...reading, now: at("23:30") }));

    expect(text).toContain("10:00 on 2026-03-02  line 1");
  });
});

describe("whatever names the data have", () => {
  it.each([
    ["endless", "x".repeat(5_000)],
    ["of wide characters", "名👩‍👩‍👧‍👦".repeat(1_000)],
    ["markup", "<!channel> <@U1> [x](https://evil.example.com) *_~`| <at>all</at>"],
  ])("both platforms take the messages where they are %s, and nobody is notified", (_, name) => {
    const alert: Alert = {
      ...overdue,
      conversation: name.slice(0, 200),
      channel: name,
      team: name,
      priority: name,
      policy: name,
      tags: Array.from({ length: 50 }, () => name),
      agent: name,
      acknowledgement: { name, until: null },
      escalatedTo: [name, name],
      lateNote: name,
    };
    const living = alertReport(alert, reading);
    const history = Array.from({ length: 200 }, () => ({ at: at("09:00"), text: name }));
    const escalation = { to: name, isReader: false, why: name, isOver: false };
    const reports = [living, escalatedReport(living, escalation), historyReport(12, history, reading)];

    for (const report of reports) {
      const [blocks, card] = [blocksOf(report), cardOf(report)];
      expect([...checkBlocks(blocks), ...checkCard(card)]).toEqual([]);
      expect(markupIn(blocks).filter((text) => /<[!@]/.test(text))).toEqual([]);
      expect(JSON.stringify(card)).not.toMatch(/"(entities|mentioned)"/);
    }
    for (const report of reports.slice(0, 2))
      for (const payload of [blocksOf(report), cardOf(report)])
        expect(JSON.stringify(payload)).toContain("ack 12 15m");
    const rows = JSON.stringify(cardOf(historyReport(12, history, reading))).split('"TableRow"').length - 2;
    expect(rows).toBe(30);
  });
});

function markupIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "mrkdwn" && "text" in value) return [String(value.text)];
  return Object.values(value).flatMap(markupIn);
}
