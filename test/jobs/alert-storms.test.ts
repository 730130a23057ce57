import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { retryPausedTargets } from "../../src/store/retry-paused-targets.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { kpiAlertDesk, rated } from "../support/kpi-alert-desk.ts";

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

const [policy] = strict.sla;

async function asked(
  desk: AlertDesk,
  conversations: readonly string[],
  time: string,
  attributes: object | ((no: number) => object) = { channel: "chat" },
) {
  const of = typeof attributes === "function" ? attributes : () => attributes;
  await desk.happened(
    conversations.flatMap((conversation, no) => [
      [at(time), "conversation.opened", { conversation, priority: "high", ...of(no) }] as const,
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

const shown = (desk: AlertDesk, words: RegExp) =>
  [...desk.slack.shown.values()].find((text) => words.test(text)) ?? "";
const storm = (desk: AlertDesk) => shown(desk, /Many promises|The rush is over/);
/** Nothing that two of them could share. */
const apart = (no: number) => ({ channel: `channel ${no}` });

describe("many promises broken at once", () => {
  it("are one message beside the first five, kept current until all are settled", async () => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(12), "09:00");
    await asked(desk, ["mail"], "09:00", { channel: "email" });
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

  it("let exactly as many through as one process does, however many notice them", async () => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(30), "09:00");
    desk.now = momentOf("09:30:01");
    await Promise.all([1, 2, 3].map(() => scanAlerts(desk.room)));

    expect(await promised(desk)).toMatchObject({ alerts: 5, storms: 1 });
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

  it.each([
    [
      "topic refund",
      "By channel: chat 3, mail 2.",
      (no: number) => ({ topic: "refund", channel: ["chat", "mail"][no % 2] }),
    ],
    [
      "product shoes",
      "By topic: no topic 3, login 2.",
      (no: number) => ({ product: "shoes", channel: "chat", ...(no % 2 && { topic: "login" }) }),
    ],
    [
      "team billing",
      "By product: bags 3, shoes 2.",
      (no: number) => ({ team: "billing", channel: "chat", product: ["bags", "shoes"][no % 2] }),
    ],
  ])("are told by what they share, the narrowest: %s", async (name, split, attributes) => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(10), "09:00", attributes);
    await pass(desk, "09:30:01", 8);

    expect(await promised(desk)).toMatchObject({ alerts: 5, storms: 1 });
    expect(storm(desk)).toContain(`Many promises in danger: ${name}`);
    expect(storm(desk)).toContain(`Waiting by priority: high 5. ${split}`);
  });

  it("leave those alone that share nothing with them", async () => {
    const desk = await alertDesk(database, strict);
    await desk.at("08:59");
    await asked(desk, names(8), "09:00", { channel: "chat", topic: "refund" });
    await asked(desk, ["d1", "d2"], "09:01", { channel: "chat", topic: "login" });
    await pass(desk, "09:31:01", 10);

    expect(await promised(desk)).toMatchObject({ alerts: 7, storms: 1 });
    expect(storm(desk)).toContain("3 more alerts since 09:31;");
  });

  it("are as many, and over as soon, as the configuration says", async () => {
    const desk = await alertDesk(database, {
      ...strict,
      alertLimits: { storm: { alerts: 2, within: "3m" } },
    });
    await desk.at("08:59");
    await asked(desk, names(4), "09:00");
    await pass(desk, "09:30:01", 5);
    expect(await promised(desk)).toMatchObject({ alerts: 2, storms: 1 });

    await pass(desk, "09:32:50", 1);
    expect(storm(desk)).toContain("Many promises in danger");
    await pass(desk, "09:33:10", 1);
    expect(storm(desk)).toContain("The rush is over");
  });

  it("are told by another message where that which told of them was deleted", async () => {
    const desk = await alertDesk(database, { sla: [{ ...policy, escalate: [] }] });
    await desk.at("08:59");
    await asked(desk, names(7), "09:00");
    await pass(desk, "09:30:01", 6);
    desk.slack.failures.push(new DeliveryError("refused", "message_not_found"));
    await answered(desk, ["c7"], "09:31");
    await pass(desk, "09:31:01", 3);
    expect(desk.slack.failures).toEqual([]);
    await asked(desk, ["c8"], "09:02");
    await pass(desk, "09:32:01", 1);

    expect(await promised(desk)).toMatchObject({ alerts: 5, storms: 2 });
  });

  it("are told yet where their channel was gone, once it is back", async () => {
    const desk = await alertDesk(database, { sla: [{ ...policy, escalate: [] }] });
    await desk.at("08:59");
    await asked(desk, names(7), "09:00");
    desk.slack.posts.push({ throws: new DeliveryError("target-gone", "channel_not_found") });
    await pass(desk, "09:30:01", 4);
    expect(desk.slack.arrivals).toEqual([]);

    const until = momentOf("11:00");
    const times = { pausedBefore: until, now: until, expiresAt: new Date(until.getTime() + 3_600_000) };
    await retryPausedTargets(database.db, desk.accountId, [{ platform: "slack", target: "C1" }], times);
    await pass(desk, "11:00:00", 10);
    expect(desk.slack.arrivals).toHaveLength(6);
    expect(storm(desk)).toContain("2 more alerts since 09:30; 2 still wait");
  });
});

describe("more alerts than an hour has room for", () => {
  const limited = { ...strict, alertLimits: { perHour: 4 } };

  it("are held back and summed up, until there is room again", async () => {
    const desk = await alertDesk(database, limited);
    await desk.at("08:59");
    await asked(desk, names(6), "09:00", apart);
    await pass(desk, "09:30:01", 6);

    expect(await promised(desk)).toMatchObject({ alerts: 3, storms: 1 });
    const held = shown(desk, /Too many alerts/);
    expect(held).toContain("The limit of 4 messages an hour is reached. 3 more alerts held back since 09:30");
    expect(held).toContain("By channel: channel 3 1, channel 4 1, channel 5 1.");

    await asked(desk, ["c7"], "09:50", { channel: "x" });
    await pass(desk, "10:20:01", 2);
    expect(shown(desk, /Too many alerts/)).toContain("4 more alerts held back since 09:30");

    await answered(desk, names(7), "10:25");
    await pass(desk, "10:40:01", 4);
    expect(shown(desk, /There is room for alerts again/)).toContain("0 still wait");
    await asked(desk, ["c8"], "10:30", { channel: "y" });
    await pass(desk, "11:00:01", 2);
    expect(await promised(desk)).toMatchObject({ alerts: 4, storms: 1 });
  });

  it("are escalated all the same, which counts", async () => {
    const desk = await alertDesk(database, limited);
    await desk.at("08:59");
    await asked(desk, names(2), "09:00", apart);
    await pass(desk, "09:30:01", 2);
    // Both escalations are in the channel now.
    await pass(desk, "09:32:00", 2);
    await asked(desk, ["c3"], "09:03", { channel: "x" });
    await pass(desk, "09:33:01", 1);
    expect(await promised(desk)).toMatchObject({ alerts: 2, escalations: 4, storms: 1 });

    await pass(desk, "09:35:00", 2);
    expect(await promised(desk)).toMatchObject({ alerts: 2, escalations: 6, storms: 1 });
  });

  it("may be alerts on KPIs", async () => {
    const csat = { kpi: "csat", over: "last 24 hours", minimumSample: 1, notify: [{ slack: "C1" }] };
    const alerts = [80, 70].map((below) => ({ ...csat, id: `under-${below}`, below }));
    const desk = await kpiAlertDesk(database, alerts, { alertLimits: { perHour: 2 } });
    await desk.happened(rated(at("09:30"), 1));
    await desk.look(at("09:00"));
    await desk.look(at("09:31"));
    await desk.look(at("09:32"));

    expect(await promised(desk)).toMatchObject({ alerts: 1, storms: 1 });
    expect(shown(desk, /Too many alerts/)).toMatch(/1 more alert held back since 09:31;\s1 still waits/);
  });
});

describe("alerts of quiet hours", () => {
  const nightly = { sla: [{ ...policy, quietHours: ["22:00-09:00"] }] };

  it("are one message however many processes let them go", async () => {
    for (let night = 0; night < 4; night++) {
      const desk = await alertDesk(database, nightly);
      await desk.at("07:00");
      await asked(desk, names(2), "07:10", apart);
      await pass(desk, "08:00", 1);
      desk.now = momentOf("09:00:01");
      await Promise.all([1, 2, 3].map(() => scanAlerts(desk.room)));

      expect(await promised(desk)).toMatchObject({ alerts: 0, storms: 1 });
    }
  });

  it("are one message in each place when these end, without those that are settled", async () => {
    const desk = await alertDesk(database, nightly);
    await desk.at("07:00");
    await asked(desk, names(4), "07:10", apart);
    await pass(desk, "08:00", 1);
    await answered(desk, ["c1"], "08:30");
    await pass(desk, "08:59:50", 6);

    expect(await promised(desk)).toMatchObject({ alerts: 0, storms: 1 });
    expect(shown(desk, /Alerts of the quiet hours/)).toContain(
      "3 alerts came up while nobody was to be told: 3 still wait, 3 of them overdue.",
    );

    // They are few: each is escalated as any other would be.
    await pass(desk, "09:02:00", 2);
    expect((await promised(desk)).escalations).toBeGreaterThan(0);
    await answered(desk, names(4), "09:05");
    await pass(desk, "09:05:20", 6);
    expect(shown(desk, /Alerts of the quiet hours/)).toContain("0 still wait");
  });

  it("have messages of their own where each is alone in its place", async () => {
    const other = {
      ...policy,
      name: "other",
      match: { channel: "mail" },
      notify: { breach: [{ slack: "C2" }] },
    };
    const desk = await alertDesk(database, {
      sla: [{ ...other, quietHours: ["22:00-09:00"] }, ...nightly.sla],
    });
    await desk.at("07:00");
    await asked(desk, ["c1"], "07:10", { channel: "mail" });
    await asked(desk, ["c2"], "07:10", { channel: "chat" });
    await pass(desk, "08:00", 1);
    await pass(desk, "08:59:50", 6);

    expect(await promised(desk)).toMatchObject({ alerts: 2, storms: 0 });
  });
});
