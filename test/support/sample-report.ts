import type { ChartSpec } from "../../src/charts/chart-spec.ts";
import type { Report } from "../../src/messages/report.ts";

export const sampleChart: ChartSpec = {
  kind: "line",
  title: "First response time by day",
  unit: "duration",
  labels: ["Mon 11", "Tue 12", "Wed 13", "Thu 14", "Fri 15", "Sat 16", "Sun 17"],
  series: [
    { name: "This week", role: "current", values: [610, 655, 940, 1480, 890, null, 720] },
    { name: "Week before", role: "previous", values: [580, 600, 640, 610, 650, 700, null] },
  ],
  goal: { label: "Goal 15m", value: 900 },
};

/** A digest as the composer writes one, with every type of section in it. */
export const sampleReport: Report = {
  summary: "Good morning, Billing: first response 46 % slower, resolution rate up to 94 %",
  sections: [
    {
      type: "heading",
      text: "Good morning, Billing",
      subtitle: "Mon 11 to Sun 17 Apr 2016, compared with the week before",
    },
    {
      type: "highlights",
      items: [
        {
          tone: "bad",
          text: "First response time: 14m 50s, 46 % slower than 10m 9s before (214 replies, 198 before)",
        },
        { tone: "good", text: "Resolution rate: 94 %, 6 points higher than 88 % before (402 of 428)" },
        { tone: "neutral", text: "Conversations opened: 428, 12 % more than before" },
      ],
    },
    {
      type: "tiles",
      tiles: [
        {
          label: "Conversations opened",
          value: "428",
          change: { tone: "neutral", text: "12 % more" },
        },
        {
          label: "First response time",
          value: "14m 50s",
          change: { tone: "bad", text: "46 % slower, worse" },
          goal: { state: "missed", text: "goal missed: at most 10m" },
          sample: "from 214 replies",
        },
        {
          label: "Resolution rate",
          value: "94 %",
          change: { tone: "good", text: "6 points higher, better" },
          goal: { state: "met", text: "goal met: at least 90 %" },
          sample: "402 of 428",
        },
        {
          label: "Customer satisfaction",
          value: "87 %",
          change: { tone: "neutral", text: "about the same" },
          goal: { state: "near", text: "close to the goal: at least 90 %" },
          sample: "from 31 ratings",
        },
        { label: "Reopened rate", value: "no data", sample: "3 conversations: too few to judge" },
      ],
    },
    {
      type: "chart",
      spec: sampleChart,
      altText:
        "First response time by day: highest on Thu 14 with 24m 40s, otherwise between 10m and 16m; the week before about 10m.",
    },
    { type: "paragraph", text: "Thursday's outage of the payment page <status & more> explains most of it." },
    {
      type: "table",
      title: "By agent",
      columns: [
        { label: "Agent", align: "left" },
        { label: "Messages", align: "right" },
        { label: "Response time", align: "right" },
        { label: "Closed", align: "right" },
      ],
      rows: [
        ["Ada Lovelace", "212", "9m 12s", "88"],
        ["Max Müller", "187", "14m 3s", "71"],
        ["Kim 🦊 Nguyễn", "154", "21m 40s", "60"],
        ["Sam O'Neill", "98", "no data", "41"],
      ],
      omitted: 3,
    },
    {
      type: "actions",
      actions: [
        { label: "By channel", command: "kpi first-response-time by channel last week" },
        { label: "Open in the browser", url: "https://desk.example.com/digests/morning" },
      ],
    },
    {
      type: "footnote",
      lines: ["Data up to Mon 18 Apr 2016 08:29 Europe/Amsterdam.", "Times are elapsed time, medians."],
    },
  ],
};

/** More of everything than any platform takes. */
export const longReport: Report = {
  summary: "long ".repeat(3_000),
  sections: [
    { type: "heading", text: "A very long title ".repeat(40), subtitle: "subtitle ".repeat(600) },
    {
      type: "highlights",
      items: Array.from({ length: 80 }, (_, index) => ({
        tone: "bad" as const,
        text: `Finding ${index}: ${"worse & worse ".repeat(60)}`,
      })),
    },
    {
      type: "tiles",
      tiles: Array.from({ length: 70 }, (_, index) => ({
        label: `KPI ${index} ${"👩‍👩‍👧‍👦".repeat(30)}`,
        value: "1".repeat(300),
        sample: "from many replies ".repeat(30),
      })),
    },
    {
      type: "table",
      title: "By agent",
      columns: Array.from({ length: 25 }, (_, index) => ({
        label: `Column ${index}`,
        align: index === 0 ? ("left" as const) : ("right" as const),
      })),
      rows: Array.from({ length: 500 }, (_, row) =>
        Array.from({ length: 25 }, (_cell, column) => `${row}/${column}`),
      ),
      omitted: 7,
    },
    { type: "paragraph", text: "A paragraph. ".repeat(2_000) },
    { type: "footnote", lines: Array.from({ length: 300 }, (_, index) => `Note ${index}`) },
  ],
};
