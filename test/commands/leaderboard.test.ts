import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandDesk, commandDesk, linesOf, sectionOf, type Talk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  await desk.talked([
    // On chat the team's median is 10: twenty times 10 of Bob and Dan in the middle of 5s and 20s.
    ...replies("ada", "chat", 10, 5),
    ...replies("bob", "chat", 10, 10),
    ...replies("cleo", "chat", 10, 20),
    ...replies("dan", "chat", 10, 10),
    // By e-mail it is 60. Kim has nothing but e-mails, and is the faster half of them.
    ...replies("kim", "email", 12, 50),
    ...replies("ada", "email", 12, 70),
    // Too few to be ranked, however fast.
    ...replies("eve", "chat", 3, 1),
  ]);
});
afterAll(() => database.close());

describe("leaderboard", () => {
  it("names the first ones, held against the team's own on the same channels", async () => {
    const rows = sectionOf(await desk.ask("max", "leaderboard"), "table").rows;

    // Kim: 50m where the team has 60m. Bob and Dan: 10m where it has 10m. Five are ranked, so two are named at most.
    expect(rows[0]).toEqual(["1", "Kim Jansen", "50m", "1h", "12 replies"]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain("Cleo");
  });

  it("tells one's own place in the better half, and never who is last", async () => {
    const first = await desk.ask("kim", "leaderboard");
    const last = await desk.ask("cleo", "leaderboard");

    expect(JSON.stringify(first.report)).toContain("You are in place 1.");
    expect(JSON.stringify(last.report)).toContain("Yours: 20m, where the team has 10m on the same channels.");
    expect(JSON.stringify(last.report)).not.toMatch(/place [3-9]|last place/);
  });

  it("is there only where the team wants it, and for its people", async () => {
    expect(linesOf(await desk.ask("max", "leaderboard technical"))).toContain("teamstats team:technical");
    expect((await desk.ask("tom", "leaderboard billing")).report.summary).toContain("You may not see that");
  });

  it("is of nothing that depends on how long somebody worked", async () => {
    expect(linesOf(await desk.ask("kim", "leaderboard messages-sent"))).toContain("leaderboard csat");
  });

  it("says so where too few can be ranked", async () => {
    expect((await desk.ask("kim", "leaderboard csat")).report.summary).toBe(
      "Too few people of Billing have 10 ratings or more for a leaderboard.",
    );
  });
});

function replies(agent: string, channel: string, count: number, wait: number): Talk[] {
  return Array.from({ length: count }, (_, no) => ({
    agent,
    channel,
    wait,
    at: new Date(Date.parse("2026-03-10T08:00:00Z") + no * 3_600_000).toISOString(),
  }));
}
