import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { commandConfig, commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type KpiAlertDesk, kpiAlertDesk, rated } from "../support/kpi-alert-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

/** Of 22 ratings of Billing half are good: the alert fires at 9:00. */
async function firing(alert: object = {}): Promise<KpiAlertDesk & { readonly id: number }> {
  const csat = {
    id: "billing-csat",
    kpi: "csat",
    team: "billing",
    below: 80,
    minimumSample: 20,
    notify: [{ slack: "C1" }],
    escalate: [
      { after: "1h", to: "kim@example.com" },
      { after: "2h", to: "max@example.com" },
    ],
    ...alert,
  };
  const desk = await kpiAlertDesk(database, [csat], { teams: { billing: { name: "Billing" } } });
  const minutes = Array.from({ length: 22 }, (_, no) => no);
  await desk.happened(minutes.flatMap((no) => rated(at(`08:${10 + no}`), no % 2 === 0 ? 5 : 1)));
  await desk.look(at("09:00"));
  const { episode_id } = await database.db
    .selectFrom("alert_episodes")
    .select("episode_id")
    .where("account_id", "=", desk.accountId)
    .executeTakeFirstOrThrow();
  return Object.assign(desk, { id: episode_id });
}

async function says(desk: KpiAlertDesk, name: string, time: string, line: string): Promise<string> {
  const people = commandDesk(database);
  const asker = { ...(await people.asker(name)), now: new Date(at(time)) };
  const config = { ...commandConfig, alerts: desk.room.config.alerts };
  const { report } = await runCommand(line, asker, { ...people.room, accountId: desk.accountId, config });
  return `${report.summary} ${JSON.stringify(report.sections)}`;
}

const told = (desk: KpiAlertDesk) => desk.slack.arrivals.map(({ summary }) => summary.split(":")[0]);

describe("an alert on a KPI that is taken on", () => {
  it("says by whom in its message, and escalates where that was not kept", async () => {
    const desk = await firing();
    expect(await says(desk, "kim", "09:05", `ack ${desk.id} 30m`)).toContain("You are on it until");
    await desk.look(at("09:06"));
    expect(desk.slack.shown.get("m1")).toContain("Kim Jansen is on it until 09:35");
    expect(await says(desk, "max", "09:07", `ack ${desk.id} 30m`)).toContain("Somebody was first");
    await desk.look(at("09:34"));
    expect(told(desk)).toEqual(["Firing"]);
    await desk.look(at("09:36"));
    await desk.look(at("09:37"));

    expect(new Set(told(desk))).toEqual(
      new Set(["Firing", "Escalated to kim@example.com", "Escalated to you"]),
    );
    const details = await says(desk, "max", "09:38", `ack ${desk.id}`);
    for (const happened of ["firing: CSAT is 50 %", "Kim Jansen is on it for 30 min", "did not settle it"])
      expect(details).toContain(happened);
  });

  it("is silent once somebody said that it is fine", async () => {
    const desk = await firing();
    expect(await says(desk, "max", "09:05", `snooze ${desk.id}`)).toContain("Noted that it is fine");
    await desk.walk(at("09:06"), at("12:06"), 60);

    expect(told(desk)).toEqual(["Firing"]);
    expect(desk.slack.shown.get("m1")).toContain("Max Weber says that it is fine");
  });

  it("is for managers and the leads of its only team, not for agents", async () => {
    const desk = await firing();
    expect(await says(desk, "ada", "09:05", `ack ${desk.id}`)).toContain("No alert of that number");
    expect(await says(desk, "ada", "09:05", "ack")).not.toContain("CSAT");
    expect(await says(desk, "kim", "09:05", "ack")).toContain("CSAT below 80 %");
    expect(await says(desk, "max", "09:05", `ack ${desk.id}`)).toContain("Firing: CSAT below 80 %");
    const ofAll = await firing({ team: ["billing", "technical"] });
    expect(await says(ofAll, "kim", "09:05", `ack ${ofAll.id}`)).toContain("No alert of that number");
  });

  it("leads to the KPI by the words that one would type", async () => {
    const desk = await firing();
    const line = /kpi csat [^\n]*/.exec(desk.slack.shown.get("m1") ?? "")?.[0] ?? "";

    expect(line).toBe("kpi csat last 24 hours team:billing");
    expect(await says(desk, "max", "09:00", line)).toContain("CSAT, ");
    expect(await says(desk, "max", "09:00", line)).toContain("50 %");
  });
});
