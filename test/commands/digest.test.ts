import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Answer, FormProblem } from "../../src/commands/command.ts";
import { opensModal, submitForm } from "../../src/commands/run-command.ts";
import { composeDigest } from "../../src/digests/compose-digest.ts";
import { tick } from "../../src/jobs/tick.ts";
import { silentLogger } from "../../src/logger.ts";
import type { Report } from "../../src/messages/report.ts";
import { type CommandDesk, commandDesk, linesOf, sectionOf } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const channel = { kind: "channel", channel: "C1" } as const;
const filledIn = {
  channel: ["C7"],
  title: ["Billing by day"],
  team: ["billing"],
  kpis: ["conversations-opened", "csat"],
  rhythm: ["weekdays"],
  time: ["07:45"],
  table: ["agent"],
};

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  await desk.talked([
    { agent: "ada", at: "2026-03-17T08:00:00Z", wait: 10, rating: 5 },
    { agent: "bob", at: "2026-03-17T09:00:00Z", wait: 20, channel: "email", rating: 2 },
  ]);
});
afterAll(() => database.close());
beforeEach(async () => {
  const tables = [
    "digest_places",
    "chat_digests",
    "deliveries",
    "digest_occurrences",
    "digest_schedules",
  ] as const;
  for (const table of tables) await database.db.deleteFrom(table).execute();
});

describe("digest", () => {
  it("shows the only one there is as it would be posted now, to who may see all of it", async () => {
    const answer = await desk.ask("max", "digest");

    expect(sectionOf(answer, "heading").text).toBe("Good morning");
    expect(answer.visibility).toBe("personal");
    // It is about the whole desk, of which Kim leads one team.
    expect((await desk.ask("kim", "digest")).report.summary).toContain("You may not see that");
    expect((await desk.ask("ada", "digest show morning")).report.summary).toContain("You may not see that");
  });

  it("carries lines that lead to its causes, with its own dates and zone", async () => {
    const answer = await desk.ask("max", "digest");
    const lines = linesOf(answer);

    expect(lines).toEqual(
      expect.arrayContaining([
        "kpi csat by channel 2026-03-17..2026-03-17 zone:Europe/Amsterdam",
        "why csat 2026-03-17..2026-03-17 zone:Europe/Amsterdam",
        "digest mute morning csat",
      ]),
    );
    for (const line of lines.filter((each) => !each.startsWith("digest"))) {
      expect((await desk.ask("max", line)).report.summary, line).not.toMatch(
        /did not (understand|work)|question back/,
      );
    }
    const byChannel = lines.find((line) => line.startsWith("kpi conversations-opened by channel")) ?? "";
    expect(sectionOf(await desk.ask("max", byChannel), "table").rows).toEqual([
      ["chat", "1"],
      ["email", "1"],
    ]);
  });

  it("lists what is posted when and where, and says no number", async () => {
    const [row] = sectionOf(await desk.ask("ada", "digest list", channel), "table").rows;

    expect(row).toEqual([
      "Good morning",
      "morning",
      "every day at 08:30, Europe/Amsterdam",
      "here",
      "in deskpulse.yaml",
      "posted",
    ]);
  });

  it("is paused and resumed in one channel, by who may see it", async () => {
    expect((await desk.ask("ada", "digest pause morning", channel)).report.summary).toContain("You may not");
    expect(await promises()).toEqual(["C1"]);

    const paused = await desk.ask("max", "digest pause morning", channel);
    expect(paused.notice).toBe("Max Weber: “Good morning” is paused here.");
    expect(await promises()).toEqual([]);

    await desk.ask("max", "digest resume morning", channel);
    expect(await promises()).toEqual(["C1"]);
  });

  it("leaves a KPI out in the channel that muted it", async () => {
    await desk.ask("max", "digest mute morning csat", channel);
    expect(await tilesSent()).toEqual(["Conversations opened", "First response time (median)"]);

    await desk.ask("max", "digest unmute morning csat", channel);
    expect(await tilesSent()).toContain("CSAT");
  });

  it("asks which, and says where it cannot be done", async () => {
    expect(linesOf(await desk.ask("max", "digest mute morning", channel))).toContain(
      "digest mute morning csat",
    );
    expect(linesOf(await desk.ask("max", "digest mornin"))).toEqual(["digest show morning"]);
    expect(linesOf(await desk.ask("max", "digest suscribe"))).toEqual(["digest subscribe"]);
    expect(sectionOf(await desk.ask("max", "digest pause morning"), "paragraph").text).toContain(
      "not posted here",
    );
    expect(linesOf(await desk.ask("max", "digest remove morning"))).toEqual(["digest pause morning"]);
  });
});

describe("a subscription made in chat", () => {
  it("is offered as a form with what its maker may see", async () => {
    const form = (await desk.ask("kim", "digest subscribe", channel)).form;
    const field = (name: string) => form?.fields.find((each) => each.name === name);

    expect(opensModal("digest subscribe")).toBe(true);
    expect(field("team")).toMatchObject({ options: [{ label: "Billing", value: "billing" }] });
    expect(field("channel")).toMatchObject({ type: "channel", initial: "C1" });
    expect((await desk.ask("ada", "digest subscribe")).form).toBeUndefined();
  });

  it("is kept beside the configuration, sent at its time, listed as made in chat, and removed", async () => {
    const answer = await submitted("kim", filledIn);

    expect(answer.report.summary).toBe(
      "“Billing by day” is posted Monday to Friday at 07:45 (Europe/Amsterdam).",
    );
    expect(answer.notice).toContain("Kim Jansen subscribed this channel");
    const rows = sectionOf(await desk.ask("kim", "digest list"), "table").rows;
    expect(rows[1]?.[4]).toBe("in chat by Kim Jansen");
    expect(await promises("2026-03-18T06:45:00Z")).toEqual(["C7"]);

    await desk.ask("kim", `digest remove ${rows[1]?.[1]}`);
    expect(sectionOf(await desk.ask("kim", "digest list"), "table").rows).toHaveLength(1);
  });

  it("names what is wrong at its field, and takes nothing that its maker may not see", async () => {
    const problem = async (name: string, changed: object) => {
      const result = await submit(name, { ...filledIn, ...changed });
      return "errors" in result ? result.errors : result.report.summary;
    };

    expect(await problem("kim", { kpis: [], time: ["25:00"] })).toEqual({
      kpis: "Choose at least one.",
      time: "Write a time such as 08:30.",
    });
    expect(await problem("kim", { team: ["technical"] })).toEqual({
      team: "Choose what you may see yourself.",
    });
    expect(await problem("kim", { team: ["all"] })).toEqual({ team: "Choose what you may see yourself." });
    expect(await problem("ada", {})).toEqual({ team: "Choose what you may see yourself." });
    expect(await problem("kim", { kpis: ["'; drop table"] })).toEqual({
      kpis: '"\'; drop table" is not a KPI.',
      table: "'; drop table cannot be split by agent.",
    });
    expect(await database.db.selectFrom("chat_digests").selectAll().execute()).toEqual([]);
  });
});

async function submit(name: string, values: Record<string, string[]>): Promise<Answer | FormProblem> {
  return await submitForm("digest subscribe", values, await desk.asker(name), desk.room);
}

async function submitted(name: string, values: Record<string, string[]>): Promise<Answer> {
  const answer = await submit(name, values);
  if ("errors" in answer) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

/** The Slack channels that a morning's digests are promised to. */
async function promises(dueAt = "2026-03-18T07:30:00Z"): Promise<string[]> {
  for (const table of ["deliveries", "digest_occurrences", "digest_schedules"] as const)
    await database.db.deleteFrom(table).execute();
  for (const now of [new Date(Date.parse(dueAt) - 60_000), new Date(dueAt)]) await tick(scheduleAt(now));
  const rows = await database.db.selectFrom("deliveries").select("target").orderBy("target").execute();
  return rows.map(({ target }) => target);
}

async function tilesSent(): Promise<string[]> {
  await promises();
  const { report } = await database.db.selectFrom("deliveries").select("report").executeTakeFirstOrThrow();
  const { sections } = report as Report;
  return sections.flatMap((section) =>
    section.type === "tiles" ? section.tiles.map(({ label }) => label) : [],
  );
}

function scheduleAt(now: Date): Parameters<typeof tick>[0] {
  const { db, accountId, config } = desk.room;
  return {
    db,
    accountId,
    config,
    compose: (request) => composeDigest(db, request),
    enqueue: async () => undefined,
    clock: { now: () => now },
    logger: silentLogger,
    processName: "test/1",
  };
}
