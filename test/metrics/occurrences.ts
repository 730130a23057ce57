import type { Timetable } from "../support/metric-desk.ts";

/** What makes one more of a KPI's sample at an instant, in a conversation and of a customer of its own. */
export type Occurrence = (at: string, no: number) => Timetable;

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

const automated = (at: string): Timetable[number] => [
  at,
  "message.sent",
  { channel: "sms", author: { kind: "automation" } },
];
const reminded = (at: string, no: number): Timetable[number] => [
  at,
  "appointment.reminded",
  { appointment: `a${no}` },
];
const known = (at: string, no: number): Timetable[number] => [
  at,
  "contact.created",
  { contact: `u${no}`, cellPhone: true },
];
const subscribed = (at: string, no: number): Timetable[number] => [
  at,
  "subscription.started",
  { customer: `u${no}`, amount: 10, currency: "EUR" },
];

function ordered(at: string, no: number, data: object = {}): Timetable[number] {
  return [
    at,
    "order.placed",
    { order: `o${no}`, amount: 10, currency: "EUR", conversation: `c${no}`, ...data },
  ];
}

function paid(what: "requested" | "received", at: string, no: number): Timetable[number] {
  return [at, `payment.${what}`, { payment: `p${no}`, amount: 10, currency: "EUR" }];
}

/** Counts of the hour that begins at the instant. */
const counted =
  (counts: object): Occurrence =>
  (at) => [[at, "traffic.counted", { from: at, to: before(at, -60), ...counts }]];

/** What happens at an instant is in the day of that instant. */
export const happening: Readonly<Record<string, Occurrence>> = {
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
  "automated-messages-sent": (at) => [automated(at)],
  "automated-response-rate": (at) => [automated(at)],
  "appointment-reminders": (at, no) => [reminded(at, no)],
  "appointment-response-rate": (at, no) => [reminded(at, no)],
  appointments: (at, no) => [reminded(at, no)],
  "phones-added": (at, no) => [known(at, no)],
  unsubscribed: (at, no) => [known(before(at, 20), no), [at, "contact.unsubscribed", { contact: `u${no}` }]],
  "acquisition-rate": (at, no) => [begun(at, no)],
  "retention-rate": (at, no) => [begun(at, no)],
  "conversion-rate": (at, no) => [begun(at, no)],
  "acquisition-value": (at, no) => [begun(before(at, 20), no), ordered(at, no, { newCustomer: true })],
  "retention-value": (at, no) => [begun(before(at, 20), no), ordered(at, no, { newCustomer: false })],
  "average-order-value": (at, no) => [begun(before(at, 20), no), ordered(at, no)],
  conversions: (at, no) => [
    begun(before(at, 20), no),
    [at, "conversion.recorded", { conversation: `c${no}`, kind: "trial" }],
  ],
  "cost-per-conversation": answeredAt,
  "payments-requested": (at, no) => [paid("requested", at, no)],
  "payments-received": (at, no) => [paid("received", at, no)],
  "payment-volume": (at, no) => [paid("received", at, no)],
  "chat-coverage": counted({ pageViews: 1, pageViewsInOpeningHours: 1 }),
  "chat-presence": counted({ pageViews: 1, pageViewsWithAgentOnline: 1 }),
  "support-page-share": counted({ siteVisits: 1, supportPageVisits: 1 }),
  "chat-engagement": counted({ chatButtonShown: 1, chatsStarted: 1 }),
  "employee-happiness": (at) => [[at, "employee.surveyed", { score: 4 }]],
  absenteeism: (at, no) => [[at, "agent.absent", { agent: `${no}`, hours: 1, plannedHours: 1 }]],
};

/** What is in force at a day's end began before it. */
export const lasting: Readonly<Record<string, Occurrence>> = {
  "open-conversations": (at, no) => [begun(at, no)],
  waiting: (at, no) => [begun(at, no), said(at, no)],
  "contact-rate": (at, no) => [known(at, no)],
  "phone-coverage": (at, no) => [known(at, no)],
  "unsubscribed-rate": (at, no) => [known(at, no)],
  mrr: (at, no) => [subscribed(at, no)],
  // Who was there at the start of the day, and who joined in it.
  turnover: (at, no) => [[at, "agent.updated", { agent: `${no}` }]],
};

/** What is in force at a day's start began before it. */
export const lastingFromTheDayBefore: Readonly<Record<string, Occurrence>> = {
  "customer-churn-rate": (at, no) => [subscribed(at, no)],
  "customer-retention-rate": (at, no) => [subscribed(at, no)],
};
