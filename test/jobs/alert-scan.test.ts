import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { stubDrawer } from "../support/stub-drawer.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Warned half an hour after the customer wrote, broken after an hour. */
const hourly = {
  timezone: "Europe/Amsterdam",
  helpDeskUrl: "https://desk.example.com/{conversation}",
  sla: [
    {
      name: "standard",
      targets: { firstResponse: "1h" },
      warnAt: ["50%"],
      notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }, { slack: "C2" }] },
    },
  ],
};

async function asked(desk: AlertDesk, conversation = "c1", time = "09:00"): Promise<void> {
  await desk.happened([
    [
      at(time),
      "conversation.opened",
      { conversation, channel: "chat", team: "billing", priority: "high", customer: "ann" },
    ],
    [at(time), "message.received", { conversation }],
  ]);
}

async function answered(desk: AlertDesk, time: string, conversation = "c1"): Promise<void> {
  await desk.happened([[at(time), "message.sent", { conversation, author: { kind: "agent", id: "17" } }]]);
}

const at = (time: string) => `2026-03-02T${time}:00Z`;
const summaries = (desk: AlertDesk) =>
  desk.slack.arrivals.map(({ target, summary }) => `${target} ${summary}`);
const shown = (desk: AlertDesk) => [...desk.slack.shown.values()].map((text) => text.split("\n")[0]);

describe("a promise in danger", () => {
  it("is told of once a place, and its message follows it to the end", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await desk.happened([
      [at("08:00"), "agent.updated", { agent: "17", name: "Ada" }],
      [at("08:30"), "agent.presence", { agent: "17", state: "online" }],
    ]);
    await asked(desk);
    // The first is over, the second is called off.
    const appointments = ["2026-03-01", "2026-03-10", "2026-03-12", "2026-03-20"];
    await desk.happened([
      [at("09:05"), "conversation.assigned", { conversation: "c1", agent: "17" }],
      [at("09:06"), "order.placed", { conversation: "c1", order: "o1", amount: 120, currency: "EUR" }],
      [at("09:07"), "conversation.tagged", { conversation: "c1", tags: ["vip"] }],
      ...appointments.map(
        (day) =>
          [
            at("08:00"),
            "appointment.reminded",
            { appointment: day, contact: "ann", startsAt: `${day}T14:00:00Z` },
          ] as const,
      ),
      [at("08:10"), "appointment.cancelled", { appointment: "2026-03-10" }],
    ]);

    await desk.at("09:29");
    expect(desk.slack.arrivals).toEqual([]);
    await desk.at("09:30:01");
    expect(summaries(desk)).toEqual([
      "C1 At risk: first response of conversation c1. The customer has been waiting since 10:00; it is due at 11:00, in 29m 59s.",
    ]);
    const message = desk.slack.shown.get("m1")?.replace(/\s+/g, " ") ?? "";
    for (const told of [
      "team billing",
      "priority high",
      "Ada, on shift",
      "At stake: €120.00 ordered in the conversation; appointment at 15:00 on 2026-03-12, and 1 more",
      "vip",
      "desk.example.com/c1",
    ])
      expect(message).toContain(told);

    await desk.at("10:00:01");
    expect(shown(desk)).toEqual(["Overdue: first response", "Overdue: first response"]);
    await answered(desk, "10:20");
    await desk.at("10:20:30");
    await desk.at("10:30");

    expect(desk.slack.arrivals.map(({ target }) => target)).toEqual(["C1", "C2"]);
    expect(shown(desk)).toEqual(["Resolved: first response", "Resolved: first response"]);
    expect(desk.slack.updates.at(-1)).toContain("It came at 11:20, 20m after it was due at 11:00.");
  });

  it("tells since when the customer waits, also where another priority has started the clock anew", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await asked(desk);
    await desk.happened([[at("09:10"), "conversation.updated", { conversation: "c1", priority: "low" }]]);
    await desk.at("09:31");

    // 09:00 in Amsterdam is 10:00.
    expect(desk.slack.shown.get("m1")).toContain("priority low");
    expect(desk.slack.shown.get("m1")).toContain("The customer has been waiting since 10:00");
  });

  it("that nobody is to be told of is left alone", async () => {
    const desk = await alertDesk(database, {
      sla: [{ name: "quiet", targets: { firstResponse: "1h" } }],
    });
    await asked(desk);
    await desk.at("11:00");

    expect(desk.slack.arrivals).toEqual([]);
    expect(await rows(desk, "alert_watches")).toEqual([]);
  });

  it("is followed to its end where nobody is to be told any more, and what comes meanwhile is not made up for", async () => {
    const desk = await alertDesk(database, hourly);
    const isTold = desk.room.config.sla;
    const tells = (sla: typeof isTold) => Object.assign(desk.room, { config: { ...desk.room.config, sla } });
    await desk.at("08:59");
    await asked(desk);
    await desk.at("09:31");
    tells(isTold.map((policy) => ({ ...policy, notify: { warning: [], breach: [] } })));
    await desk.at("09:35");
    expect(await rows(desk, "alert_watches")).toEqual([]);
    await asked(desk, "meanwhile", "09:10");
    await answered(desk, "09:40");
    await desk.at("09:45");
    tells(isTold);
    await desk.at("09:50");
    await desk.at("09:51");

    expect(desk.slack.arrivals.map(({ target }) => target)).toEqual(["C1"]);
    expect(shown(desk)).toEqual(["Resolved: first response"]);
  });

  it("is not made up for where it came before somebody was to be told", async () => {
    const desk = await alertDesk(database, hourly);
    await asked(desk);
    await desk.at("12:00");
    await desk.at("13:00");

    expect(desk.slack.arrivals).toEqual([]);
  });

  it("is told of at once after a gap, with why it is late", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("09:00");
    await asked(desk);
    await desk.at("09:42");

    expect(desk.slack.arrivals).toHaveLength(1);
    expect(desk.slack.shown.get("m1")).toContain("Noticed 12 min late: deskpulse was not running");
  });

  it("that was over before it was noticed is not told of", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("09:00");
    await asked(desk);
    await answered(desk, "09:40");
    await desk.at("10:30");

    expect(desk.slack.arrivals).toEqual([]);
  });

  it("is settled by an event that comes late, and by a merge", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await asked(desk, "late");
    await asked(desk, "gone");
    await desk.at("09:31");
    await desk.at("09:32");
    expect(desk.slack.arrivals).toHaveLength(2);
    await answered(desk, "09:10", "late");
    await desk.happened([[at("09:33"), "conversation.merged", { conversation: "gone", into: "other" }]]);
    await answered(desk, "09:33", "other");
    await desk.at("09:34");
    await desk.at("09:35");

    expect(desk.slack.arrivals).toHaveLength(2);
    expect(shown(desk).sort()).toEqual(["Resolved: first response", "Settled: first response"]);
  });

  it("is told of once by two who look at the same time", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    for (const no of [1, 2, 3, 4, 5, 6]) await asked(desk, `c${no}`);
    desk.now = momentOf("09:30:05");
    await Promise.all([scanAlerts(desk.room), scanAlerts(desk.room), scanAlerts(desk.room)]);

    expect(await rows(desk, "alert_episodes")).toHaveLength(6);
    expect(await rows(desk, "deliveries")).toHaveLength(6);
  });
});

describe("a process that dies", () => {
  it("between noticing and promising leaves nothing behind that the next one does not do", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await asked(desk);
    desk.now = momentOf("09:30:05");
    const dying = { ...desk.room, enqueue: () => Promise.reject(new Error("killed")) };
    await expect(scanAlerts(dying)).rejects.toThrow("killed");
    expect(await rows(desk, "alert_episodes")).toEqual([]);
    await desk.at("09:30:10");

    expect(desk.slack.arrivals).toHaveLength(1);
  });
});

describe("quiet hours", () => {
  const [policy] = hourly.sla;
  const settings = { ...hourly, sla: [{ ...policy, quietHours: ["10:00-13:00"] }] };

  it("hold messages back until they end, and drop those that are settled by then", async () => {
    const desk = await alertDesk(database, settings);
    await desk.at("08:59");
    await asked(desk, "waits");
    await asked(desk, "answered");
    // From 10:00 to 13:00 in Amsterdam it is quiet.
    for (const time of ["09:31", "10:01", "11:00"]) await desk.at(time);
    await answered(desk, "11:30", "answered");
    for (const time of ["11:31", "11:59:50"]) await desk.at(time);
    expect(desk.slack.arrivals).toEqual([]);
    for (const time of ["12:00:01", "12:01"]) await desk.at(time);

    expect(desk.slack.arrivals.map(({ target }) => target).sort()).toEqual(["C1", "C2"]);
    expect(
      summaries(desk).every((text) => text.includes("Overdue: first response of conversation waits")),
    ).toBe(true);
  });

  it("hold nothing of a message that stands already", async () => {
    const desk = await alertDesk(database, {
      ...hourly,
      sla: [
        {
          ...policy,
          quietHours: ["10:45-13:00"],
          notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
        },
      ],
    });
    await desk.at("08:59");
    await asked(desk);
    await desk.at("09:31");
    await desk.at("10:01");

    expect(shown(desk)).toEqual(["Overdue: first response"]);
  });
});

describe("the message of an alert", () => {
  it("that was not sent before it was over is never sent", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await asked(desk);
    desk.now = momentOf("09:31");
    await scanAlerts(desk.room);
    await answered(desk, "09:32");
    desk.now = momentOf("09:33");
    await scanAlerts(desk.room);
    await desk.deliverAll();

    expect(desk.slack.arrivals).toEqual([]);
  });

  it("is not posted twice where Slack posted it and did not answer, and is kept current afterwards", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await asked(desk);
    desk.slack.posts.push({ arrives: true, throws: new DeliveryError("unclear", "no answer") });
    await desk.at("09:31");
    await answered(desk, "09:33");
    await desk.at("09:35");
    await desk.at("09:36");

    expect(desk.slack.arrivals).toHaveLength(1);
    expect(shown(desk)).toEqual(["Resolved: first response"]);
  });

  it("is a line more on the console for each change, and none for those of its escalations", async () => {
    const printed: string[] = [];
    const write = (text: string) => void printed.push(text.split("\n")[0] ?? "");
    const console = consoleSurface({ write, outDirectory: undefined, drawer: stubDrawer() });
    const [policy] = hourly.sla;
    const notify = { warning: [{ console: true }] };
    const escalate = [{ after: "10m", to: "kim@example.com" }];
    const desk = await alertDesk(database, { ...hourly, sla: [{ ...policy, notify, escalate }] }, [console]);
    await desk.at("08:59");
    await asked(desk);
    for (const time of ["09:31", "10:00:30", "10:11"]) await desk.at(time);
    await answered(desk, "10:12");
    for (const time of ["10:13", "10:14"]) await desk.at(time);

    expect(printed.map((line) => line.split(/:| of /)[0])).toEqual([
      "At risk",
      "Overdue",
      "Escalated to kim@example.com",
      // That it is escalated is a change of the alert too; that it is over is told once, not for the escalation again.
      "Overdue",
      "Resolved",
    ]);
  });

  it("names those it is escalated to as events do, and by address where that is nobody's or two people's", async () => {
    const [policy] = hourly.sla;
    const list = ["Kim@example.com", "max@example.com", "both@example.com"];
    const escalate = list.map((to, no) => ({ after: `${no + 1}m`, to }));
    const desk = await alertDesk(database, { ...hourly, sla: [{ ...policy, escalate }] });
    await desk.at("08:59");
    await asked(desk);
    await desk.happened([
      [at("08:00"), "agent.updated", { agent: "17", name: "Kim Jansen", email: "kim@example.com" }],
      [at("08:00"), "agent.updated", { agent: "18", name: "Ada", email: "both@example.com" }],
      [at("08:00"), "agent.updated", { agent: "19", name: "Bob", email: "both@example.com" }],
    ]);
    for (const time of ["09:31", "10:00:30", "10:01:30", "10:02:30", "10:03:30", "10:04"])
      await desk.at(time);

    const called = ["Kim Jansen", "max@example.com", "both@example.com"];
    const inFirst = desk.slack.arrivals.filter(({ target }) => target === "C1").slice(1);
    expect(inFirst.map(({ summary }) => summary.split(":")[0])).toEqual(
      called.map((to) => `Escalated to ${to}`),
    );
    expect(desk.slack.shown.get("m1")).toContain(`Escalated to ${called.join(", then ")}`);
    const history = await database.db
      .selectFrom("alert_history")
      .select("text")
      .where("account_id", "=", desk.accountId)
      .where("text", "like", "escalated%")
      .orderBy("no")
      .execute();
    expect(history.map(({ text }) => text)).toEqual(called.map((to) => `escalated to ${to}`));
  });

  it("is updated later where that failed, and not for ever where it cannot be", async () => {
    const desk = await alertDesk(database, hourly);
    await desk.at("08:59");
    await asked(desk);
    await desk.at("09:31");
    desk.slack.failures.push(
      new DeliveryError("retry", "rate limited", { retryAfterMs: 30_000 }),
      new DeliveryError("unclear", "no answer"),
    );
    await answered(desk, "09:33");
    await desk.at("09:34");
    await desk.at("09:34:20");
    expect(desk.slack.updates).toEqual([]);
    await desk.at("09:35");
    await desk.at("09:36");
    expect(shown(desk)).toEqual(["Resolved: first response"]);

    await asked(desk, "c2", "09:40");
    await desk.at("10:11");
    desk.slack.failures.push(new DeliveryError("refused", "message_not_found"));
    await answered(desk, "10:12", "c2");
    await desk.at("10:13");
    await desk.at("10:20");
    expect(desk.slack.updates).toHaveLength(1);
  });
});

async function rows(desk: AlertDesk, table: "alert_watches" | "alert_episodes" | "deliveries") {
  return await database.db
    .selectFrom(table)
    .select("account_id")
    .where("account_id", "=", desk.accountId)
    .execute();
}
