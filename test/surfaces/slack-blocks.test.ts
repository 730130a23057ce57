import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report, Section } from "../../src/messages/report.ts";
import { checkBlocks } from "../../src/surfaces/slack/block-limits.ts";
import { type BlockOptions, reportToBlocks } from "../../src/surfaces/slack/report-to-blocks.ts";
import { longReport, sampleChart, sampleReport } from "../support/sample-report.ts";
import { wordsOf } from "../support/slack-words.ts";

const options: BlockOptions = { pictures: [{ fileId: "F1" }], hasCommands: true, mayRepeat: false };

function blocksOf(...sections: Section[]): KnownBlock[] {
  const blocks = reportToBlocks({ summary: "s", sections }, options);
  expect(checkBlocks(blocks)).toEqual([]);
  return blocks;
}

describe("any report as blocks", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "",
      " ",
      "\n\n",
      "\u0007\u0000",
      "&".repeat(4_000),
      "<!channel>",
      "```",
      "\ud83d",
      "👩‍👩‍👧‍👦".repeat(900),
    ),
    fc.string({ unit: "grapheme", minLength: 2_000, maxLength: 3_000, size: "max" }),
  );
  const tone = fc.constantFrom("good", "bad", "neutral");
  const rest = { requiredKeys: [] as [] };
  const tile = fc.record(
    {
      label: text,
      value: text,
      change: fc.record({ tone, text }),
      goal: fc.record({ state: fc.constantFrom("met", "near", "missed"), text }),
      sample: text,
    },
    { requiredKeys: ["label", "value"] },
  );
  const column = fc.record({ label: text, align: fc.constantFrom("left", "right") });
  const table = fc
    .record({
      title: text,
      columns: fc.array(column, { maxLength: 24 }),
      cells: fc.array(text, { minLength: 1, maxLength: 12 }),
      height: fc.integer({ min: 0, max: 500 }),
      omitted: fc.nat({ max: 9 }),
    })
    .map(({ title, columns, cells, height, omitted }) => ({
      type: "table" as const,
      title,
      columns,
      // Ragged on purpose: a row may be shorter than the head.
      rows: Array.from({ length: height }, (_, row) =>
        columns.slice(row % 3).map((_column, index) => cells[(row + index) % cells.length] ?? ""),
      ),
      omitted,
    }));
  const action = fc.oneof(
    fc.record({ label: text, command: text }),
    fc.record({ label: text, url: fc.oneof(fc.webUrl(), text) }),
  );
  const section = fc.oneof(
    fc
      .record({ text, subtitle: text }, { requiredKeys: ["text"] })
      .map((one) => ({ type: "heading" as const, ...one })),
    text.map((one) => ({ type: "paragraph" as const, text: one })),
    fc
      .array(fc.record({ tone, text }), { maxLength: 12 })
      .map((items) => ({ type: "highlights" as const, items })),
    fc.array(tile, { maxLength: 30 }).map((tiles) => ({ type: "tiles" as const, tiles })),
    table,
    fc.record({ altText: text, title: text }, rest).map(({ altText = "", title = "" }) => ({
      type: "chart" as const,
      altText,
      spec: { kind: "bar" as const, title, unit: "count" as const, labels: [], series: [] },
    })),
    fc.array(action, { maxLength: 40 }).map((actions) => ({ type: "actions" as const, actions })),
    fc.array(text, { maxLength: 20 }).map((lines) => ({ type: "footnote" as const, lines })),
  );
  const reports = fc.record({
    summary: text,
    sections: fc.array(section as fc.Arbitrary<Section>, { maxLength: 20 }),
  });

  it("are within every limit of Slack", () => {
    fc.assert(
      fc.property(reports, fc.boolean(), fc.boolean(), (report: Report, hasCommands, mayRepeat) => {
        const pictures = [{ fileId: "F1" }, { problem: "it could not be drawn" }];

        const blocks = reportToBlocks(report, { pictures, hasCommands, mayRepeat });

        expect(checkBlocks(blocks)).toEqual([]);
      }),
      // Shrinking reports of this size takes hours.
      { numRuns: 60, endOnFailure: true },
    );
  });

  it("are the same for the same report", () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(reportToBlocks(report, options)).toEqual(reportToBlocks(report, options));
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

describe("a digest as blocks", () => {
  it("stands in the report's order, its picture and buttons in their place", () => {
    const blocks = reportToBlocks(sampleReport, options);

    expect(checkBlocks(blocks)).toEqual([]);
    expect(blocks.map(({ type }) => type)).toEqual([
      "header",
      "context",
      "section",
      "section",
      "section",
      "section",
      "image",
      "section",
      "section",
      "table",
      "context",
      "actions",
      "context",
    ]);
  });

  it("says in a sign and in words what got worse and what better", () => {
    const [block] = blocksOf({
      type: "highlights",
      items: [
        { tone: "bad", text: "First response: 46 % slower" },
        { tone: "good", text: "CSAT: 4 points higher, better" },
        { tone: "neutral", text: "12 % more conversations" },
      ],
    });

    expect(block).toMatchObject({
      text: {
        text: [
          "▼ *First response:* 46 % slower (worse)",
          "▲ *CSAT:* 4 points higher, better",
          "◆ 12 % more conversations",
        ].join("\n"),
      },
    });
  });

  it("shows a KPI's value, sample, change and goal", () => {
    const [block] = blocksOf({
      type: "tiles",
      tiles: [
        {
          label: "First response time",
          value: "14m 50s",
          change: { tone: "bad", text: "46 % slower" },
          goal: { state: "missed", text: "goal missed: at most 10m" },
          sample: "from 214 replies",
        },
        { label: "CSAT", value: "no data" },
      ],
    });

    expect(block).toMatchObject({
      fields: [
        {
          text: "First response time\n*14m 50s*  ▼ 46 % slower\n❌ goal missed: at most 10m\n_from 214 replies_",
        },
        { text: "CSAT\n*no data*" },
      ],
    });
  });

  it("takes nothing in the data for a link, a mention or markup of ours", () => {
    const [block] = blocksOf({ type: "paragraph", text: "<!channel> & <@U1>" });

    expect(block).toMatchObject({
      text: { text: "&lt;!channel&gt; &amp; &lt;@U1&gt;", verbatim: true },
    });
  });

  it("keeps all of a table that fits, with the columns' sides", () => {
    const blocks = blocksOf({
      type: "table",
      title: "By agent",
      columns: [
        { label: "Agent", align: "left" },
        { label: "Closed", align: "right" },
      ],
      rows: [["Ada", ""]],
    });

    expect(blocks).toMatchObject([
      { type: "section", text: { text: "*By agent*" } },
      {
        type: "table",
        column_settings: [{ align: "left" }, { align: "right" }],
        rows: [
          [{ text: "Agent" }, { text: "Closed" }],
          [{ text: "Ada" }, { text: "–" }],
        ],
      },
    ]);
  });

  it("cuts a table of 500 rows to Slack's hundred and counts the rest, those left out before included", () => {
    const rows = Array.from({ length: 500 }, (_, row) => [`Agent ${row}`, String(row)]);
    const columns = [
      { label: "Agent", align: "left" as const },
      { label: "Closed", align: "right" as const },
    ];

    const blocks = blocksOf({ type: "table", title: "By agent", columns, rows, omitted: 20 });

    const table = blocks.find((block) => block.type === "table");
    expect(table?.rows).toHaveLength(100);
    expect(wordsOf({ text: "", blocks })).toContain("…and 421 more");
  });

  it("writes a second table as text, for Slack takes one a message", () => {
    const table: Section = {
      type: "table",
      title: "T",
      columns: [
        { label: "Agent", align: "left" },
        { label: "Closed", align: "right" },
      ],
      rows: [
        ["Ada & Co", "8"],
        ["Max", "120"],
      ],
      omitted: 2,
    };

    const blocks = blocksOf(table, table);

    expect(blocks.at(-1)).toMatchObject({
      text: {
        text: "```\nAgent     Closed\n--------  ------\nAda &amp; Co       8\nMax          120\n…and 2 more\n```",
      },
    });
  });

  it("says how much of a report that is too long is left out, and keeps what matters most", () => {
    const blocks = reportToBlocks(longReport, { ...options, mayRepeat: true });

    expect(checkBlocks(blocks)).toEqual([]);
    const words = wordsOf({ text: "", blocks });
    expect(words).toContain("Finding 0");
    expect(words).toContain("KPI 0");
    expect(words).toMatch(/…and \d+ more/);
    expect(words).toContain("This message may be here twice");
  });

  it("leaves out what goes beyond fifty blocks, and counts it", () => {
    const chart: Section = { type: "chart", altText: "A".repeat(100), spec: sampleChart };

    const blocks = blocksOf(...Array.from({ length: 60 }, () => chart));

    expect(blocks).toHaveLength(50);
    expect(wordsOf({ text: "", blocks })).toContain("…and 11 more of this report");
  });

  it("shows at a glance how it stands, where a heading says so", () => {
    const [danger] = blocksOf({ type: "heading", text: "Overdue", signal: "danger" });
    const [nothing] = blocksOf({ type: "heading", text: "Settled" });

    expect([danger, nothing]).toMatchObject([
      { text: { text: "🔴 Overdue" } },
      { text: { text: "Settled" } },
    ]);
  });

  it("never splits a letter that is made of several characters", () => {
    const [block] = blocksOf({ type: "heading", text: `${"a".repeat(147)}👩‍👩‍👧‍👦` });

    expect(block).toMatchObject({ text: { text: `${"a".repeat(147)}…` } });
  });
});

describe("the check of blocks", () => {
  it.each([
    ["too many blocks", Array.from({ length: 51 }, () => ({ type: "divider" })), /51 blocks, at most 50/],
    ["no blocks", [], /empty/],
    ["an unknown block", [{ type: "marquee" }], /"marquee"/],
    ["a long header", [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }], /151/],
    ["markup in a header", [{ type: "header", text: { type: "mrkdwn", text: "x" } }], /plain_text/],
    ["an empty text", [{ type: "section", text: { type: "mrkdwn", text: "" } }], /at least 1/],
    ["an empty cell", [{ type: "table", rows: [[{ type: "raw_text", text: "" }]] }], /at least 1/],
    [
      "two tables",
      Array.from({ length: 2 }, () => ({ type: "table", rows: [[{ type: "raw_text", text: "x" }]] })),
      /2 tables/,
    ],
    ["no picture", [{ type: "image", alt_text: "x" }], /slack_file/],
    [
      "an action twice",
      [
        {
          type: "actions",
          elements: Array.from({ length: 2 }, () => ({
            type: "button",
            text: { type: "plain_text", text: "x" },
            action_id: "same",
          })),
        },
      ],
      /action_id twice/,
    ],
    [
      "too much text together",
      Array.from({ length: 5 }, () => ({
        type: "section",
        text: { type: "mrkdwn", text: "x".repeat(3_000) },
      })),
      /15000 characters together/,
    ],
  ])("complains about %s", (_name, blocks, complaint) => {
    expect(checkBlocks(blocks).join("\n")).toMatch(complaint);
  });
});
