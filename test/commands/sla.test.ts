import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openKpiEpisode } from "../../src/store/kpi-episodes.ts";
import { type CommandDesk, commandDesk, linesOf, sectionOf } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  // It is 14:00 UTC: they wait for 3 h, 30 min and 2 h; the last one was answered.
  await desk.happened([
    ...asked("c1", "2026-03-18T11:00:00Z", { team: "billing", channel: "email", agent: "ada" }),
    ...asked("c2", "2026-03-18T13:30:00Z", { team: "billing", channel: "chat", agent: "bob" }),
    ...asked("a/b c", "2026-03-18T12:00:00Z", { team: "technical", channel: "chat", priority: "high" }),
  ]);
  await desk.talked([{ agent: "ada", at: "2026-03-18T09:00:00Z", wait: 10 }]);
});
afterAll(() => database.close());

describe("sla", () => {
  it("tells who waits now, the longest first, with links into the help desk", async () => {
    const answer = await desk.ask("max", "sla");

    expect(answer.report.summary).toBe("3 customers are waiting for a reply, the longest for 3h.");
    const table = sectionOf(answer, "table");
    expect(table.rows).toEqual([
      ["c1", "3h", "email", "–", "Ada Lovelace", "Billing"],
      ["a/b c", "2h", "chat", "high", "nobody", "Technical"],
      ["c2", "30m", "chat", "–", "Bob Ross", "Billing"],
    ]);
    expect(table.rowLinks?.[1]).toBe("https://desk.example.com/conversations/a%2Fb%20c");
  });

  it("shows an agent the own ones, a lead the team's", async () => {
    const waiting = async (name: string) =>
      sectionOf(await desk.ask(name, "sla"), "table").rows.map(([id]) => id);

    expect(await waiting("ada")).toEqual(["c1"]);
    expect(await waiting("kim")).toEqual(["c1", "c2"]);
    expect((await desk.ask("ada", "sla team:billing")).report.summary).toContain("You may not see that");
    expect((await desk.ask("kim", "sla team:technical")).report.summary).toContain("You may not see that");
  });

  it("narrows by channel and priority, and says when nobody waits", async () => {
    expect((await desk.ask("max", "sla priority:high channel:chat")).report.summary).toContain(
      "One customer is",
    );
    expect((await desk.ask("max", "sla channel:phone")).report.summary).toBe(
      "Nobody is waiting for a reply.",
    );
  });

  it("tells of alerts on KPIs that fire, to whoever may take them on", async () => {
    const alert = {
      alertId: "csat-billing",
      team: "billing",
      told: {
        title: null,
        name: "CSAT",
        condition: "below 80 %",
        scope: ["team Billing"],
        now: "CSAT is 76 %.",
      },
      heldSince: new Date("2026-03-18T13:00:00Z"),
      firedAt: new Date("2026-03-18T13:00:00Z"),
      toldAt: new Date("2026-03-18T13:00:00Z"),
      heldUntil: null,
      escalateAt: null,
    };
    const { episode_id } = await openKpiEpisode(database.db, desk.room.accountId, alert);

    for (const name of ["max", "kim"]) {
      const answer = await desk.ask(name, "sla");
      const text = `Alert ${episode_id}, CSAT below 80 %, team Billing: CSAT is 76 %.`;
      expect(sectionOf(answer, "highlights").items.map((item) => item.text)).toEqual([text]);
      expect(sectionOf(await desk.ask(name, "ack"), "table").rows.map((row) => row.slice(0, 2))).toEqual([
        [String(episode_id), "CSAT below 80 %, team Billing"],
      ]);
    }
    expect(JSON.stringify((await desk.ask("tom", "sla")).report)).not.toContain("76 %");
  });

  it("is understood as people ask for it", async () => {
    const first = await desk.ask("ada", "sla");
    for (const line of ["sla now", "sla mine", "sla agent:me", "overdue", "sla at risk"])
      expect((await desk.ask("ada", line)).report.summary, line).toBe(first.report.summary);
    expect(linesOf(await desk.ask("ada", "help alerts"))).toContain("ack 12 30m");
  });

  it("says what to ask instead of the past", async () => {
    expect(linesOf(await desk.ask("max", "sla last week"))).toContain("sla");
  });
});

function asked(conversation: string, at: string, { agent, ...opened }: Record<string, string>) {
  const event = (type: Parameters<typeof deskEvent>[0], data: object) =>
    deskEvent(type, `${conversation}-${type}`, at, { conversation, ...data });
  return [
    event("conversation.opened", opened),
    ...(agent === undefined ? [] : [event("conversation.assigned", { agent })]),
  ];
}
