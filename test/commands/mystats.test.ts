import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { type CommandDesk, commandDesk, linesOf, sectionOf, tileValues } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  await desk.talked([
    // Ada today: waits of 10, 20 and 30 minutes.
    { agent: "ada", at: "2026-03-18T08:00:00Z", wait: 10, isClosed: true, rating: 5 },
    { agent: "ada", at: "2026-03-18T09:00:00Z", wait: 20, channel: "email", isClosed: true },
    { agent: "ada", at: "2026-03-18T10:00:00Z", wait: 30 },
    // Yesterday one by this time, and one later in the day.
    { agent: "ada", at: "2026-03-17T08:00:00Z", wait: 40 },
    { agent: "ada", at: "2026-03-17T15:00:00Z", wait: 50 },
    // Today's waits of the others: with Ada's 20 the middle is 30.
    { agent: "bob", at: "2026-03-18T08:00:00Z", wait: 10 },
    { agent: "cleo", at: "2026-03-18T08:00:00Z", wait: 30 },
    { agent: "dan", at: "2026-03-18T08:00:00Z", wait: 40 },
    { agent: "kim", at: "2026-03-18T08:00:00Z", wait: 50 },
    { agent: "tom", at: "2026-03-18T08:00:00Z", wait: 25, team: "technical" },
    { agent: "una", at: "2026-03-18T08:00:00Z", wait: 25, team: "technical" },
  ]);
});
afterAll(() => database.close());

describe("mystats", () => {
  it("answers in a sentence first, and to the asker alone", async () => {
    const answer = await desk.ask("ada", "mystats", { kind: "channel", channel: "C1" });

    expect(answer.visibility).toBe("personal");
    expect(sectionOf(answer, "paragraph").text).toBe(
      "Today so far you sent 3 messages and closed 2 conversations. Customers waited 20m for your replies (median).",
    );
    expect(answer.report.summary).toBe(sectionOf(answer, "paragraph").text);
  });

  it("shows one's own numbers of today against yesterday until the same time", async () => {
    const answer = await desk.ask("ada", "mystats");

    expect(tileValues(answer)).toMatchObject({
      "Messages sent": "3",
      "Average response time (median)": "20m",
      CSAT: "100 %",
    });
    expect(sectionOf(answer, "heading").subtitle).toMatch(
      /^Wednesday, March 18, 2026 · compared with Mar 17, 2026.*3:00\sPM · Ada Lovelace · Europe\/Amsterdam$/,
    );
  });

  it("tells the team's median where at least four people are behind it", async () => {
    const waits = (answer: Awaited<ReturnType<CommandDesk["ask"]>>) =>
      sectionOf(answer, "tiles").tiles.find(({ label }) => label.startsWith("Average response"))?.sample;

    expect(waits(await desk.ask("ada", "mystats"))).toBe("from 3 replies; your team's median: 30m");
    expect(waits(await desk.ask("tom", "mystats"))).toBe("from 1 reply");
  });

  it("tells this week beside today", async () => {
    const answer = await desk.ask("ada", "mystats");
    const paragraphs = answer.report.sections.filter((section) => section.type === "paragraph");

    expect(paragraphs[1]?.text).toBe(
      "This week so far you sent 5 messages and closed 2 conversations. Customers waited 30m for your replies (median).",
    );
  });

  it("splits by a dimension", async () => {
    const table = sectionOf(await desk.ask("ada", "mystats by channel"), "table");

    expect(table.rows.map((row) => row.slice(0, 3))).toEqual([
      ["chat", "2", "20m"],
      ["email", "1", "20m"],
    ]);
  });

  it("has a word for a day without anything", async () => {
    const answer = await desk.ask("vic", "mystats");

    expect(answer.report.summary).toBe("Today so far nothing of yours has come in yet.");
  });

  it("writes numbers, dates and days as the asker's profile has them", async () => {
    const asker = await desk.asker("ada");
    const viewer = { ...asker.viewer, locale: "nl-NL", timezone: "Pacific/Auckland" };
    const answer = await runCommand("mystats yesterday", { ...asker, viewer }, desk.room);

    // It is the 19th in Auckland already; its 18th was from 11:00 UTC on the 17th to 11:00 UTC on the 18th.
    expect(sectionOf(answer, "heading").subtitle).toMatch(
      /^woensdag 18 maart 2026 · .* · Pacific\/Auckland$/,
    );
    expect(tileValues(answer)["Messages sent"]).toBe("4");
  });

  it("leads on by buttons that are lines to be typed", async () => {
    const lines = linesOf(await desk.ask("ada", "mystats"));

    expect(lines).toEqual(
      expect.arrayContaining([
        "mystats this week",
        "mystats last week",
        "mystats by channel",
        // Others take another period where none is named.
        "teamstats today",
        "why response-time today median agent:me",
        "export mystats today",
      ]),
    );
  });

  it("says what to ask instead where it is not about oneself", async () => {
    expect(linesOf(await desk.ask("ada", "mystats agent:bob"))).toEqual([
      "kpi response-time agent:bob",
      "teamstats",
    ]);
    expect(linesOf(await desk.ask("max", "mystats"))).toContain("teamstats");
  });
});
