import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { type CommandDesk, commandConfig, commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let people: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  people = commandDesk(database);
});
afterAll(() => database.close());

const at = (time: string) => `2026-03-02T${time}:00Z`;

/** A conversation of Billing, warned of at 09:30 and overdue at 10:00; Kim is told first, then Max, then Dan. */
async function overdue(escalate: readonly object[] = []): Promise<AlertDesk & { readonly id: number }> {
  const desk = await alertDesk(database, {
    sla: [
      {
        name: "standard",
        targets: { firstResponse: "1h" },
        warnAt: ["50%"],
        pauseWhenSnoozed: ["firstResponse"],
        notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }] },
        escalate,
      },
    ],
    people: commandConfig.people.map(({ agent, ...person }) => ({ ...person, ...(agent && { agent }) })),
  });
  await desk.at("08:59");
  await desk.happened([
    [at("09:00"), "conversation.opened", { conversation: "c1", channel: "chat", team: "billing" }],
    [at("09:00"), "message.received", { conversation: "c1" }],
  ]);
  await desk.at("09:31");
  const { episode_id } = await database.db
    .selectFrom("alert_episodes")
    .select("episode_id")
    .where("account_id", "=", desk.accountId)
    .executeTakeFirstOrThrow();
  return Object.assign(desk, { id: episode_id });
}

async function says(desk: AlertDesk, name: string, time: string, line: string): Promise<string> {
  const asker = { ...(await people.asker(name)), now: momentOf(time) };
  const { config, ...room } = { ...people.room, accountId: desk.accountId };
  const { report } = await runCommand(line, asker, {
    ...room,
    config: { ...config, sla: desk.room.config.sla },
  });
  return `${report.summary} ${JSON.stringify(report.sections)}`;
}

/** In the channel; who is next on the list is told in person besides. */
const told = (desk: AlertDesk) =>
  desk.slack.arrivals.flatMap(({ target, summary }) => (target === "C1" ? [summary.split(":")[0]] : []));
const message = (desk: AlertDesk) => desk.slack.shown.get("m1");

describe("an alert that is taken on", () => {
  it("says by whom and until when, and escalates to who is on shift where that was not kept", async () => {
    const desk = await overdue([
      { after: "1h", to: "kim@example.com" },
      { after: "2h", to: "max@example.com" },
      { after: "3h", to: "dan@example.com" },
    ]);
    await desk.happened([[at("08:00"), "agent.presence", { agent: "dan", state: "online" }]]);

    expect(await says(desk, "ada", "09:40", `ack ${desk.id} 30m`)).toContain("You are on it until 11:10 AM");
    await desk.at("09:41");
    expect(message(desk)).toContain("Ada Lovelace is on it until 10:10");
    await desk.at("10:01");
    expect(told(desk)).toEqual(["At risk"]);
    expect(message(desk)).toContain("Overdue");
    await desk.at("10:11");

    expect(told(desk)).toEqual(["At risk", "Escalated to Dan Brown"]);
    await desk.at("10:12");
    expect(message(desk)).toContain("Escalated to Dan Brown");
    await desk.at("13:11:30");
    await desk.at("13:12");
    expect(told(desk).slice(2)).toEqual(["Escalated to Kim Jansen"]);
  });

  it("escalates so long after the breach where nobody takes it on, one at a time, and not once it is over", async () => {
    const desk = await overdue([
      { after: "15m", to: "kim@example.com" },
      { after: "45m", to: "max@example.com" },
    ]);
    await desk.at("10:14");
    expect(told(desk)).toEqual(["At risk"]);
    await desk.at("10:16");
    expect(told(desk)).toEqual(["At risk", "Escalated to Kim Jansen"]);
    await desk.happened([
      [at("10:20"), "message.sent", { conversation: "c1", author: { kind: "agent", id: "dan" } }],
    ]);
    await desk.at("11:30");

    expect(told(desk)).toHaveLength(2);
    expect(await says(desk, "max", "11:31", `ack ${desk.id} 1h`)).toContain("It is settled already");
    const details = await says(desk, "max", "11:31", `ack ${desk.id}`);
    for (const text of ["at risk", "overdue", "escalated to Kim Jansen", "resolved, too late"])
      expect(details).toContain(text);
  });

  it("is one person's, of two who say so at once; the other is told whose", async () => {
    const desk = await overdue();

    const answers = await Promise.all([
      says(desk, "ada", "09:40", `ack ${desk.id} 30m`),
      says(desk, "bob", "09:40", `ack ${desk.id} 1h`),
    ]);

    expect(answers.filter((answer) => answer.includes("You are on it"))).toHaveLength(1);
    expect(
      answers.filter((answer) => /(Ada Lovelace|Bob Ross) is on it since .*40.* until .*[14]0/.test(answer)),
    ).toHaveLength(1);
  });

  it("calls nobody where the clock stands still as the time ends", async () => {
    const desk = await overdue([{ after: "15m", to: "kim@example.com" }]);
    await says(desk, "max", "09:32", `ack ${desk.id} 15m`);
    const until = at("15:00");
    await desk.happened([[at("09:40"), "conversation.snoozed", { conversation: "c1", until }]]);
    for (const time of ["09:41", "09:47:01", "09:50"]) await desk.at(time);

    expect(told(desk)).toEqual(["At risk"]);
    expect(message(desk)).toContain("Paused");
    expect(message(desk)).not.toContain("Max");
  });

  it("is fine until it gets worse", async () => {
    const desk = await overdue([{ after: "15m", to: "kim@example.com" }]);

    expect(await says(desk, "kim", "09:40", `snooze ${desk.id}`)).toContain("Noted that it is fine");
    await desk.at("09:41");
    expect(message(desk)).toContain("Kim Jansen says that it is fine");
    await desk.at("10:16");
    expect(message(desk)).not.toContain("says that it is fine");
    await desk.at("10:17");
    expect(told(desk)).toEqual(["At risk", "Escalated to Kim Jansen"]);
  });

  it("is of those who may see the conversation's team", async () => {
    const desk = await overdue();

    for (const line of [`ack ${desk.id}`, `ack ${desk.id} 15m`, `snooze ${desk.id}`])
      expect(await says(desk, "tom", "09:40", line)).toContain("You may not see that");
    expect(await says(desk, "max", "09:40", "ack 999999 15m")).toContain("There is no alert 999999");
    expect(await says(desk, "max", "09:40", `ack ${desk.id} 9d`)).toContain("For how long?");
    expect(await says(desk, "max", "09:40", "ack it")).toContain("Which alert?");
    expect(await says(desk, "max", "09:40", `snooze ${desk.id} 30m`)).toContain("lasts until it gets worse");
  });

  it("stands in the list of those that are open, and beside its clock, until it is settled", async () => {
    const desk = await overdue();
    const lists = (name: string) => says(desk, name, "09:40", "ack");

    expect(await lists("kim")).toContain("One alert of your teams or assigned to you is open.");
    expect(await says(desk, "tom", "09:40", "alerts")).toContain(
      "No alert of your teams or assigned to you is open.",
    );
    expect(await lists("max")).toContain(
      `["${desk.id}","first response of c1","at risk, due 11:00 AM","nobody"]`,
    );
    expect(await lists("max")).toContain(`"command":"ack ${desk.id} 30m"`);
    expect(await says(desk, "max", "09:40", "sla")).toContain(`,"nobody","${desk.id}"]`);
    expect(await says(desk, "max", "09:40", "sla")).toContain("Overdue and at risk");
    expect(await says(desk, "max", "09:20", "sla")).toContain("Due next");
    expect(await says(desk, "max", "09:40", "sla priority:high")).not.toContain(`"${desk.id}"`);

    expect(await says(desk, "ada", "09:41", `ack${desk.id} for 30 min`)).toContain("You are on it until");
    expect(await lists("max")).toContain('"Ada Lovelace"]');
    expect(await lists("max")).not.toContain(`"command":"ack ${desk.id} 30m"`);
    expect(await says(desk, "max", "09:42", "sla")).toContain(`"${desk.id}, Ada Lovelace"]`);
    await desk.happened([
      [at("09:50"), "message.sent", { conversation: "c1", author: { kind: "agent", id: "ada" } }],
    ]);
    await desk.at("09:51");
    expect(await lists("max")).toContain("No alert is open.");
  });
});
