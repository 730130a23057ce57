import type { Timetable } from "./metric-desk.ts";

/** The week after which everything of `fullDesk` has happened: Monday 2 to Sunday 8 March 2026. */
export const fullWeek = ["2026-03-02", "2026-03-08"] as const;

function of(conversation: string, data: object): object {
  return { conversation, ...data };
}

function answer(sentiment: string): object {
  return { channel: "sms", customer: "ann", inReplyTo: "automation", sentiment };
}

function payment(id: string): object {
  return { payment: id, amount: "12.50", currency: "EUR", conversation: "c1", agent: "17" };
}

const cost = {
  amount: 600,
  currency: "EUR",
  from: "2026-03-01T00:00:00Z",
  to: "2026-03-07T00:00:00Z",
  team: "billing",
};

const traffic = {
  from: "2026-03-06T00:00:00Z",
  to: "2026-03-07T00:00:00Z",
  pageViews: 100,
  pageViewsInOpeningHours: 60,
  pageViewsWithAgentOnline: 40,
  siteVisits: 50,
  supportPageVisits: 10,
  chatButtonShown: 20,
  chatsStarted: 5,
};

/** A desk on which something of every kind happened in one week, so that every KPI has something to tell. */
export const fullDesk: Timetable = [
  ["2026-02-01T00:00:00Z", "agent.updated", { agent: "17", name: "Ada", team: "billing" }],
  ["2026-02-01T00:00:00Z", "agent.updated", { agent: "18", name: "Ben", team: "returns" }],
  ["2026-02-01T00:00:00Z", "contact.created", { contact: "ann", cellPhone: true, segment: "gold" }],
  ["2026-02-01T00:00:00Z", "contact.created", { contact: "bob", cellPhone: false }],
  ["2026-02-01T00:00:00Z", "subscription.started", { customer: "ann", amount: 50, currency: "EUR" }],
  ["2026-02-01T00:00:00Z", "subscription.started", { customer: "bob", amount: 20, currency: "USD" }],
  // Ann: answered, resolved on first contact, a complaint.
  [
    "2026-03-02T09:00:00Z",
    "conversation.opened",
    of("c1", { channel: "chat", customer: "ann", topic: "price" }),
  ],
  ["2026-03-02T09:00:00Z", "message.received", of("c1", { customer: "ann", sentiment: "negative" })],
  ["2026-03-02T09:01:00Z", "message.sent", of("c1", { author: { kind: "bot" } })],
  ["2026-03-02T09:10:32Z", "message.sent", of("c1", { author: { kind: "agent", id: "17" } })],
  ["2026-03-02T09:20:00Z", "handling.logged", of("c1", { agent: "17", seconds: 300 })],
  ["2026-03-02T09:30:00Z", "conversation.tagged", of("c1", { tags: ["complaint"] })],
  ["2026-03-02T09:40:00Z", "survey.offered", of("c1", { survey: "csat" })],
  ["2026-03-02T10:00:00Z", "conversation.resolved", of("c1", { agent: "17" })],
  ["2026-03-02T10:30:00Z", "survey.answered", of("c1", { survey: "csat", score: 5 })],
  ["2026-03-02T10:31:00Z", "survey.answered", of("c1", { survey: "nps", score: 9 })],
  ["2026-03-02T10:32:00Z", "survey.answered", of("c1", { survey: "ces", score: 2 })],
  ["2026-03-02T10:33:00Z", "survey.answered", of("c1", { survey: "smiley", answer: "happy" })],
  ["2026-03-02T10:34:00Z", "survey.answered", of("c1", { survey: "effectiveness", score: 4 })],
  ["2026-03-02T10:35:00Z", "survey.answered", of("c1", { survey: "friendliness", score: 5 })],
  [
    "2026-03-02T11:00:00Z",
    "order.placed",
    of("c1", { order: "o1", amount: 100, currency: "EUR", newCustomer: true }),
  ],
  ["2026-03-02T11:00:00Z", "conversion.recorded", of("c1", { kind: "sale" })],
  ["2026-03-02T12:00:00Z", "conversation.closed", of("c1", { agent: "17", archived: true })],
  // Bob: answered by another agent on another channel, reopened, unhappy.
  [
    "2026-03-03T09:00:00Z",
    "conversation.opened",
    of("c2", { channel: "email", customer: "bob", agent: "18" }),
  ],
  ["2026-03-03T09:00:00Z", "message.received", of("c2", { customer: "bob", sentiment: "positive" })],
  ["2026-03-03T11:00:00Z", "message.sent", of("c2", { author: { kind: "agent", id: "18" } })],
  ["2026-03-03T12:00:00Z", "conversation.resolved", of("c2", { agent: "18" })],
  ["2026-03-03T12:30:00Z", "survey.answered", of("c2", { survey: "smiley", answer: "sad" })],
  ["2026-03-03T13:00:00Z", "conversation.reopened", of("c2", { by: "customer" })],
  ["2026-03-03T14:00:00Z", "conversation.resolved", of("c2", { agent: "18" })],
  [
    "2026-03-03T15:00:00Z",
    "order.placed",
    of("c2", { order: "o2", amount: 40, currency: "USD", newCustomer: false }),
  ],
  // One that waits, one that sleeps, one merged, one spam.
  ["2026-03-04T09:00:00Z", "conversation.opened", of("c3", { channel: "chat", customer: "ann" })],
  ["2026-03-04T09:00:00Z", "message.received", of("c3", { customer: "ann", sentiment: "neutral" })],
  [
    "2026-03-05T09:00:00Z",
    "conversation.opened",
    of("c4", { channel: "chat", initiatedBy: "agent", agent: "17" }),
  ],
  ["2026-03-05T10:00:00Z", "conversation.snoozed", of("c4", {})],
  ["2026-03-05T11:00:00Z", "conversation.opened", of("c5", { channel: "chat", customer: "bob" })],
  ["2026-03-05T12:00:00Z", "conversation.merged", of("c5", { into: "c3" })],
  ["2026-03-05T13:00:00Z", "conversation.opened", of("c6", { channel: "chat", customer: "eve" })],
  ["2026-03-05T14:00:00Z", "conversation.discarded", of("c6", { reason: "spam" })],
  // Beside conversations.
  [
    "2026-03-04T10:00:00Z",
    "message.sent",
    { author: { kind: "automation" }, channel: "sms", customer: "ann" },
  ],
  ["2026-03-04T11:00:00Z", "message.received", answer("positive")],
  ["2026-03-04T12:00:00Z", "message.received", answer("negative")],
  ["2026-03-04T13:00:00Z", "survey.answered", { survey: "smiley", answer: "neutral", customer: "bob" }],
  ["2026-03-04T14:00:00Z", "mention.posted", { network: "mastodon", sentiment: "positive" }],
  ["2026-03-04T15:00:00Z", "employee.surveyed", { agent: "17", score: 4 }],
  ["2026-03-05T08:00:00Z", "payment.requested", payment("p1")],
  ["2026-03-05T09:00:00Z", "payment.received", payment("p1")],
  ["2026-03-05T10:00:00Z", "contact.updated", { contact: "bob", cellPhone: true }],
  ["2026-03-05T11:00:00Z", "contact.unsubscribed", { contact: "ann" }],
  [
    "2026-03-05T12:00:00Z",
    "appointment.reminded",
    { appointment: "a1", contact: "ann", startsAt: "2026-03-20T09:00:00Z" },
  ],
  ["2026-03-05T13:00:00Z", "appointment.replied", { appointment: "a1", text: "yes" }],
  ["2026-03-06T00:00:00Z", "subscription.changed", { customer: "ann", amount: 70, currency: "EUR" }],
  ["2026-03-06T00:00:00Z", "subscription.cancelled", { customer: "bob" }],
  ["2026-03-06T00:00:00Z", "cost.recorded", cost],
  ["2026-03-06T00:00:00Z", "traffic.counted", traffic],
  ["2026-03-06T09:00:00Z", "agent.absent", { agent: "17", hours: 4, plannedHours: 40 }],
  ["2026-03-07T09:00:00Z", "agent.left", { agent: "18" }],
];
