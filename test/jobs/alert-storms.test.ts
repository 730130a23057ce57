import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanAlerts } from "../../src/jobs/alert-scan.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;
const names = (count: number) => Array.from({ length: count }, (_, no) => `c${no + 1}`);

/** Broken after half an hour; nobody is warned. */
const strict = {
  sla: [
    {
      name: "strict",
      targets: { firstResponse: "30m" },
      notify: { breach: [{ slack: "C1" }] },
      escalate: [{ after: "1m", to: "kim@example.com" }],
    },
  ],
};

async function asked(desk: AlertDesk, conversations: readonly string[], time: string, channel = "chat") {
  await desk.happened(
    conversations.flatMap((conversation) => [
      [at(time), "conversation.opened", { conversation, channel, priority: "high" }] as const,
      [at(time), "message.received", { conversation }] as const,
    ]),
  );
}

async function answered(desk: AlertDesk, conversations: readonly string[], time: string) {
  const author = { kind: "agent", id: "17" };
  await desk.happened(
    conversations.map((conversation) => [at(time), "message.sent", { conversation, author }] as const),
  );
}

/** How many messages of each kind were promised: of alerts of their own, and of storms. */
async function promised(desk: AlertDesk) {
  const rows = await database.db
    .selectFrom("deliveries")
    .select(["kind", "occurrence"])
    .where("account_id", "=", desk.accountId)
    .execute();
  const count = (kind: string, occurrence: string) =>
    rows.filter((row) => row.kind === kind && row.occurrence.startsWith(occurrence)).length;
  return {
    alerts: count("sla-alert", "alert"),
    escalations: count("sla-alert", "escalation"),
    storms: count("sla-storm", "alert"),
  };
}

/** Seconds pass, so that a channel that takes one message a second gets all of them. */
async function pass(desk: AlertDesk, from: string, rounds: number) {
  const start = momentOf(from).getTime();
  for (let round = 0; round < rounds; round++) {
    desk.now = new Date(start + round * 3_000);
    await scanAlerts(desk.room);
    await desk.deliverAll();
  }
}

const storm = (desk: AlertDesk) =>
  [...desk.slack.shown.values()].find((text) => /Many promises|The rush is over/.test(text)) ?? "";

describe("many promises broken at once", () => {
  it("are one message beside the first five, kept current until all are settled", async () => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(12), "09:00");
    await asked(desk, ["mail"], "09:00", "email");
    await pass(desk, "09:30:01", 10);

    // The one by e-mail has nothing in common with them.
    expect(await promised(desk)).toEqual({ alerts: 6, escalations: 0, storms: 1 });
    expect(storm(desk)).toContain("Many promises in danger: chat");
    expect(storm(desk)).toContain("7 more alerts since 09:30; 7 still wait, 7 of them overdue.");
    expect(storm(desk)).toContain("Waiting by priority: high 7.");
    expect(storm(desk)).toContain("and 2 more");

    await answered(desk, names(12), "09:31");
    await pass(desk, "09:31:20", 12);
    expect(storm(desk)).toContain("7 more alerts since 09:30; 0 still wait");
    await pass(desk, "09:41:00", 6);
    expect(storm(desk)).toContain("The rush is over: chat");

    await asked(desk, ["later"], "09:50");
    await pass(desk, "10:20:01", 4);
    expect(await promised(desk)).toMatchObject({ alerts: 7, storms: 1 });
    expect(desk.slack.arrivals.filter(({ summary }) => summary.includes("promises"))).toHaveLength(1);
  });

  it("make one storm however many processes notice them", async () => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(30), "09:00");
    desk.now = momentOf("09:30:01");
    await Promise.all([scanAlerts(desk.room), scanAlerts(desk.room)]);

    const { alerts, storms } = await promised(desk);
    expect(storms).toBe(1);
    // Two who count at once may each let five through.
    expect(alerts).toBeLessThanOrEqual(10);
  });

  it("escalate nothing of what one message tells of", async () => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(8), "09:00");
    await pass(desk, "09:30:01", 2);
    await pass(desk, "09:32:00", 2);

    // Each in the channel, and to whom it is escalated.
    expect(await promised(desk)).toEqual({ alerts: 5, escalations: 10, storms: 1 });
  });
});
