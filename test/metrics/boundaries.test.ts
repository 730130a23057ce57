import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { metricDesk, type Timetable } from "../support/metric-desk.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const timezone = "Europe/Amsterdam";
/** A local day of 23 hours and one of 25, each with its first and its last instant, and the first of the day after. */
const spring = ["2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"];
const autumn = ["2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999Z", "2026-10-25T23:00:00Z"];

/** What makes one more of a KPI's sample at an instant, in a conversation and of a customer of its own. */
type Occurrence = (at: string, no: number) => Timetable;

function before(at: string, minutes: number): string {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}

function begun(at: string, no: number, data: object = {}): Timetable[number] {
  return [
    at,
    "conversation.opened",
    { conversation: `c${no}`, channel: "chat", customer: `u${no}`, ...data },
  ];
}

const said = (at: string, no: number): Timetable[number] => [
  at,
  "message.received",
  { conversation: `c${no}` },
];
const replied = (at: string, no: number): Timetable[number] => [
  at,
  "message.sent",
  { conversation: `c${no}`, author: { kind: "agent", id: "17" } },
];
const resolved = (at: string, no: number): Timetable[number] => [
  at,
  "conversation.resolved",
  { conversation: `c${no}`, agent: "17" },
];
const rated =
  (survey: string, data: object): Occurrence =>
  (at) => [[at, "survey.answered", { survey, ...data }]];

const answeredAt: Occurrence = (at, no) => [
  begun(before(at, 20), no),
  said(before(at, 10), no),
  replied(at, no),
];
const resolvedAt: Occurrence = (at, no) => [begun(before(at, 20), no), resolved(at, no)];

/** What happens at an instant is in the day of that instant. */
const happening: Readonly<Record<string, Occurrence>> = {
  "messages-sent": (at, no) => [replied(at, no)],
  "messages-received": (at, no) => [said(at, no)],
  "conversations-opened": (at, no) => [begun(at, no)],
  "conversations-closed": (at, no) => [
    begun(before(at, 20), no),
    [at, "conversation.closed", { conversation: `c${no}` }],
  ],
  "conversations-archived": (at, no) => [
    begun(at, no),
    [before(at, -600), "conversation.closed", { conversation: `c${no}`, archived: true }],
  ],
  "conversations-replied": (at, no) => [begun(at, no), replied(before(at, -600), no)],
  "conversations-handled": answeredAt,
  "reopened-rate": resolvedAt,
  complaints: (at, no) => [begun(at, no, { tags: ["complaint"] })],
  "complaints-resolved": (at, no) => [begun(before(at, 20), no, { tags: ["complaint"] }), resolved(at, no)],
  mentions: (at) => [[at, "mention.posted", { network: "mastodon" }]],
  "first-response-time": answeredAt,
  "response-time": answeredAt,
  "resolution-time": resolvedAt,
  "handle-time": (at, no) => [
    ...resolvedAt(at, no),
    [before(at, 5), "handling.logged", { conversation: `c${no}`, agent: "17", seconds: 60 }],
  ],
  "resolution-rate": (at, no) => [begun(at, no)],
  "single-reply-resolution-rate": (at, no) => [...answeredAt(before(at, 5), no), resolved(at, no)],
  "first-contact-resolution-rate": resolvedAt,
  "effectivity-rating": rated("effectiveness", { score: 5 }),
  csat: rated("csat", { score: 5 }),
  "csat-average": rated("csat", { score: 5 }),
  happy: rated("smiley", { answer: "happy" }),
  neutral: rated("smiley", { answer: "neutral" }),
  sad: rated("smiley", { answer: "sad" }),
  nps: rated("nps", { score: 9 }),
  ces: rated("ces", { score: 2 }),
  friendliness: rated("friendliness", { score: 5 }),
  "satisfaction-rating": (at) => [
    [at, "message.received", { channel: "sms", inReplyTo: "automation", sentiment: "positive" }],
  ],
  sentiment: (at) => [[at, "message.received", { channel: "sms", sentiment: "positive" }]],
  "survey-response-rate": (at, no) => [[at, "survey.offered", { survey: "csat", customer: `u${no}` }]],
};

/** What is in force at a day's end began before it. */
const lasting: Readonly<Record<string, Occurrence>> = {
  "open-conversations": (at, no) => [begun(at, no)],
  waiting: (at, no) => [begun(at, no), said(at, no)],
};

/** The events of one of each kind, the later ones first to arrive. */
async function samplesOf(metric: string, occurrence: Occurrence): Promise<readonly number[][]> {
  const desk = metricDesk(database);
  const all = [...spring, ...autumn].flatMap((at, no) => occurrence(at, no));
  await desk.happened(all.toReversed());
  return await Promise.all(
    ["2026-03-28..2026-03-30", "2026-10-24..2026-10-26"].map(async (period) => {
      const days = await desk.ask(metric, { period, timezone, by: ["day"], notes: "none" });
      return days.map(({ sample }) => sample);
    }),
  );
}

describe("a day, of 23 hours or of 25, whatever comes in last,", () => {
  for (const [metric, occurrence] of Object.entries(happening))
    it(`has its first and its last instant of ${metric}, not the first of the day after`, async () => {
      expect(await samplesOf(metric, occurrence)).toEqual([
        [0, 2, 1],
        [0, 2, 1],
      ]);
    });

  for (const [metric, occurrence] of Object.entries(lasting))
    it(`ends with what began before its end of ${metric}`, async () => {
      expect(await samplesOf(metric, occurrence)).toEqual([
        [0, 2, 3],
        [3, 5, 6],
      ]);
    });
});
