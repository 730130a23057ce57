import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuestion } from "../../src/commands/parse-question.ts";
import { emptyQuestion, filterKeys, type Question, questionWords } from "../../src/commands/question.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { dimensions, statistics } from "../../src/metrics/metric-query.ts";

const vocabulary = {
  metrics: catalogue,
  names: [
    { key: "team", id: "billing", name: "Billing & Refunds" },
    { key: "team", id: "t2", name: "Tier 2" },
  ],
  flags: ["csv", "xlsx"],
} as const;

const read = (line: string) => parseQuestion(line, vocabulary);

describe("a typed question", () => {
  it("is read whatever the order of its parts", () => {
    const expected: Question = {
      ...emptyQuestion,
      metrics: ["csat"],
      by: ["channel"],
      period: "last week",
      filters: { team: ["billing"] },
    };
    for (const line of [
      "csat by channel last week team:billing",
      "team:billing last week csat by channel",
      "please show last week csat per channel for team: billing",
      "CSAT LAST WEEK BY CHANNEL TEAM:billing",
      'by channel csat team:"billing" last\tweek',
    ]) {
      expect(read(line), line).toEqual({ question: expected, problems: [] });
    }
  });

  it("takes periods as people write them", () => {
    const periods = [
      "past 7 days",
      "24h",
      "2026-03",
      "from 2026-03-01 to 2026-03-31",
      "2 weeks",
      "last  Month",
    ];

    expect(periods.map((words) => read(`csat ${words}`).question.period)).toEqual([
      "last 7 days",
      "last 24 hours",
      "2026-03-01..2026-03-31",
      "2026-03-01..2026-03-31",
      "last 14 days",
      "last month",
    ]);
  });

  it("knows KPIs by name, and teams without their key", () => {
    expect(read("first response time tier 2 median vs last year").question).toEqual({
      ...emptyQuestion,
      metrics: ["first-response-time"],
      filters: { team: ["t2"] },
      statistic: "median",
      versus: "last year",
    });
  });

  it("keeps spaces, commas and words of its own within quotes", () => {
    expect(read('csat tag:"vip, gold",late topic:“last week” agent:"a \\"b\\""').question.filters).toEqual({
      tag: ["vip, gold", "late"],
      topic: ["last week"],
      agent: ['a "b"'],
    });
  });

  it("splits by several dimensions", () => {
    expect(read("csat by channel and agent").question.by).toEqual(["channel", "agent"]);
    expect(read("csat by channel, hour of day").question.by).toEqual(["channel", "hour-of-day"]);
    expect(read("csat by week last week").question).toMatchObject({ by: ["week"], period: "last week" });
  });

  it("puts the nearest right words in the place of wrong ones", () => {
    const corrected = (line: string) => read(line).problems.map(({ text, lines }) => [text, lines[0]]);

    expect(corrected("cast last week")).toEqual([["cast", "csat last week"]]);
    expect(corrected("csat lst wek team:billing")).toEqual([["lst wek", "csat last week team:billing"]]);
    expect(corrected("csat Biling & Refunds today")).toEqual([
      ["Biling & Refunds", "csat team:billing today"],
    ]);
    expect(corrected("csat xyzzy")).toEqual([["xyzzy", undefined]]);
  });

  it("asks which was meant where words fit several things", () => {
    const [problem] = read("response today").problems;

    expect(problem).toMatchObject({ text: "response", kind: "ambiguous" });
    expect(problem?.lines).toContain("first-response-time today");
    expect(problem?.lines).toContain("response-time today");
    expect(read("csat week").problems[0]?.lines).toEqual([
      "csat by week",
      "csat this week",
      "csat last week",
    ]);
    expect(read("csat today last week").problems).toEqual([
      { text: "last week", kind: "ambiguous", lines: ["csat today"] },
    ]);
  });

  it("never throws, whatever is typed", () => {
    const words = fc.constantFrom(
      "by",
      "vs",
      "last",
      "7",
      "days",
      "team:",
      'tag:"',
      "“",
      "and",
      "csat",
      ",",
      ":",
    );
    const line = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.oneof(words, fc.string({ unit: "grapheme" })), { maxLength: 12 })
        .map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(line, (text) => {
        const { problems } = read(text);
        for (const problem of problems) expect(text).toContain(problem.text);
      }),
      { numRuns: 50 },
    );
  });

  it("is the same when written out and read again", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
    const question = fc.record(
      {
        metrics: fc.subarray(
          catalogue.map(({ id }) => id),
          { maxLength: 3 },
        ),
        by: fc.subarray([...dimensions], { maxLength: 2 }),
        period: fc.constantFrom(
          "today",
          "last week",
          "last 7 days",
          "last 24 hours",
          "2026-03-01..2026-03-31",
        ),
        versus: fc.constantFrom("last week", "last year"),
        statistic: fc.constantFrom(...statistics),
        clock: fc.constantFrom("business", "elapsed"),
        filters: fc.record(Object.fromEntries(filterKeys.map((key) => [key, values])), { requiredKeys: [] }),
        zone: fc.constantFrom("Europe/Amsterdam", "Etc/GMT+3"),
        flags: fc.subarray(["csv", "xlsx"]),
      },
      { requiredKeys: ["metrics", "by", "filters", "flags"] },
    );
    fc.assert(
      fc.property(question, (asked) => {
        expect(read(questionWords(asked))).toEqual({ question: asked, problems: [] });
      }),
    );
  });
});
