import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandDesk, commandDesk, linesOf, sectionOf, tileValues } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  await desk.talked([
    // On the 17th, Billing: five agents, waits of 10 to 50 minutes on chat, and one of 60 by e-mail.
    ...["ada", "bob", "cleo", "dan", "kim"].map((agent, at) => ({
      agent,
      at: `2026-03-17T0${at + 5}:00:00Z`,
      wait: 10 * (at + 1),
      rating: agent === "dan" ? 1 : 5,
    })),
    { agent: "ada", at: "2026-03-17T11:00:00Z", wait: 60, channel: "email" },
    { agent: "tom", at: "2026-03-17T11:00:00Z", wait: 90, team: "technical", isClosed: true },
    // The same Tuesday of the year before.
    { agent: "ada", at: "2025-03-17T11:00:00Z", wait: 5 },
  ]);
});
afterAll(() => database.close());

describe("kpi", () => {
  it("answers in one sentence with value, change and sample", async () => {
    const answer = await desk.ask("max", "kpi csat yesterday");

    expect(answer.report.summary).toBe("CSAT, yesterday: 80 %, no data before, from 5 ratings.");
    expect(tileValues(answer)).toEqual({ CSAT: "80 %" });
    expect(sectionOf(answer, "chart").altText).toContain("CSAT by");
  });

  it("takes a duration by the statistic its goal is set on, unless another is asked for", async () => {
    expect(tileValues(await desk.ask("max", "kpi first-response-time yesterday"))).toEqual({
      "First response time (median)": "40m",
    });
    expect(tileValues(await desk.ask("max", "kpi first-response-time mean yesterday"))).toEqual({
      "First response time": "42m 51s",
    });
  });

  it("is meant by a line that begins with a KPI", async () => {
    expect(tileValues(await desk.ask("max", "csat yesterday"))).toEqual({ CSAT: "80 %" });
    expect(tileValues(await desk.ask("max", "/deskpulse yesterday csat"))).toEqual({ CSAT: "80 %" });
  });

  it("splits and narrows, and names agents", async () => {
    const by = async (line: string) => sectionOf(await desk.ask("max", line), "table").rows;

    expect(await by("kpi messages-sent by channel yesterday team:Billing")).toEqual([
      ["chat", "5"],
      ["email", "1"],
    ]);
    expect(await by("kpi messages-sent by agent yesterday channel:email,phone")).toEqual([
      ["Ada Lovelace", "1"],
    ]);
  });

  it("compares with last year where it is asked to", async () => {
    const answer = await desk.ask("max", "kpi conversations-opened yesterday vs last year");

    expect(answer.report.summary).toContain(
      "Conversations opened, yesterday: 7, too few to judge (1 the same time a year ago)",
    );
    expect(linesOf(answer)).toContain("kpi conversations-opened yesterday");
  });

  it("draws two dimensions as a heat map", async () => {
    const { spec } = sectionOf(
      await desk.ask("max", "kpi messages-sent by channel by team yesterday"),
      "chart",
    );

    expect(spec.kind).toBe("heat-map");
  });

  it("leads from a digest's tile to channel and agent in two taps", async () => {
    const answer = await desk.ask("kim", "kpi csat yesterday");
    const lines = linesOf(answer);

    expect(lines).toContain("kpi csat by channel yesterday team:billing");
    expect(lines).toContain("kpi csat by agent yesterday team:billing");
    for (const line of lines.filter((each) => each.startsWith("kpi"))) {
      expect((await desk.ask("kim", line)).report.summary, line).not.toContain("I did not understand");
    }
  });

  it("asks which was meant, by buttons that put it right", async () => {
    const answer = await desk.ask("max", "kpi response yesterday");

    expect(sectionOf(answer, "paragraph").text).toBe('Which do you mean by "response"?');
    expect(linesOf(answer)).toContain("kpi first-response-time yesterday");
    expect(linesOf(await desk.ask("max", "kpi csat yestreday"))).toEqual(["kpi csat yesterday"]);
    expect(linesOf(await desk.ask("max", "kpy csat yesterday"))[0]).toBe("kpi csat yesterday");
    expect(linesOf(await desk.ask("max", "kpi"))).toContain("kpis");
  });

  it("is about what the asker may see where nobody else is named", async () => {
    const scope = async (name: string) =>
      sectionOf(await desk.ask(name, "kpi messages-sent yesterday"), "heading").subtitle;

    expect(await scope("max")).toContain("the whole desk");
    expect(await scope("kim")).toContain("Billing");
    expect(await scope("ada")).toContain("Billing");
    // Technical has three people: as a group it would tell of each.
    expect(await scope("tom")).toContain("Tom Hall");
  });

  it("hides from an agent what fewer than four people are behind", async () => {
    const answer = await desk.ask("ada", "kpi messages-sent by channel yesterday");

    // One person alone answered e-mails, and the rest of the total would tell how many: so chat goes with them.
    expect(answer.report.sections.some(({ type }) => type === "table" || type === "chart")).toBe(false);
    expect(sectionOf(answer, "footnote").lines[0]).toContain("fewer than 4 people");
    expect(tileValues(await desk.ask("ada", "kpi messages-sent yesterday"))).toEqual({
      "Messages sent": "6",
    });
  });
});

describe("teamstats", () => {
  it("shows a lead the team with a row for each agent", async () => {
    const answer = await desk.ask("kim", "teamstats yesterday");

    expect(sectionOf(answer, "heading").text).toBe("Billing");
    expect(tileValues(answer)).toMatchObject({ "Conversations opened": "6", CSAT: "80 %" });
    expect(sectionOf(answer, "table").rows.map(([name, sent]) => [name, sent])).toEqual([
      ["Ada Lovelace", "2"],
      ["Bob Ross", "1"],
      ["Cleo Katz", "1"],
      ["Dan Brown", "1"],
      ["Kim Jansen", "1"],
      // Whom nobody is assigned to: all of them are still open.
      ["no agent", "–"],
    ]);
  });

  it("shows a manager the desk with a row for each team, and each team by a tap", async () => {
    const answer = await desk.ask("max", "teamstats yesterday");

    expect(sectionOf(answer, "table").rows.map(([name]) => name)).toEqual(["Billing", "Technical"]);
    expect(linesOf(answer)).toContain("teamstats yesterday team:technical");
  });

  it("shows an agent the team together and nobody apart", async () => {
    const answer = await desk.ask("ada", "teamstats yesterday");

    expect(tileValues(answer)).toMatchObject({ "Conversations opened": "6" });
    expect(JSON.stringify(answer.report)).not.toContain("Bob");
    expect(linesOf(answer)).toContain("mystats yesterday");
  });
});

describe("why", () => {
  it("tells a number's meaning and what it rests on, over the message", async () => {
    const answer = await desk.ask("max", "why csat yesterday");

    expect(answer.report.summary).toContain("CSAT, yesterday: 80 %");
    const texts = answer.report.sections.flatMap((section) =>
      section.type === "paragraph" ? section.text : [],
    );
    expect(texts.join("\n")).toContain("Counted at: rated.\n");
    expect(texts.join("\n")).toContain("Rests on: 5 ratings.");
  });

  it("shows the conversations behind it, the telling ones first, with links", async () => {
    const table = sectionOf(await desk.ask("max", "why csat yesterday"), "table");

    // The only bad rating was Dan's.
    expect(table.rows).toHaveLength(5);
    expect(table.rows[0]).toContain("Dan Brown");
    expect(table.rowLinks?.[0]).toBe("https://desk.example.com/conversations/t3");
  });

  it("shows an agent those of the own numbers alone", async () => {
    const own = await desk.ask("dan", "why csat yesterday agent:me");
    const teams = await desk.ask("dan", "why csat yesterday");

    expect(sectionOf(own, "table").rows).toHaveLength(1);
    expect(teams.report.summary).toContain("80 %");
    expect(teams.report.sections.some(({ type }) => type === "table")).toBe(false);
  });
});

describe("kpis and help", () => {
  it("list all KPIs with what they mean, or those with a word in them", async () => {
    const all = await desk.ask("max", "kpis");
    const some = await desk.ask("max", "kpis first response");

    expect(all.report.summary).toContain("conversations-opened");
    expect(sectionOf(some, "paragraph").text).toMatch(
      /^Speed\nfirst-response-time · First response time: How long/,
    );
    expect(linesOf(some)).toContain("kpi first-response-time");
  });

  it("have no numbers in them, so that everybody in the channel may read them", async () => {
    expect((await desk.ask("max", "help", { kind: "channel" })).visibility).toBe("channel");
    expect((await desk.ask("max", "kpis", { kind: "channel" })).visibility).toBe("channel");
    expect((await desk.ask("max", "kpi csat", { kind: "channel" })).visibility).toBe("personal");
  });

  it("offer every example of a command as a button that works", async () => {
    for (const line of linesOf(await desk.ask("kim", "help")).filter((each) => each.startsWith("help "))) {
      for (const example of linesOf(await desk.ask("kim", line))) {
        const { summary } = (await desk.ask("kim", example)).report;
        expect(summary, example).not.toMatch(/did not (understand|work)|question back/);
      }
    }
  });
});
