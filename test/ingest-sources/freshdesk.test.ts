import { describe, expect, it } from "vitest";
import { freshdesk } from "../../src/ingest/sources/freshdesk.ts";
import { fixtureJson, told, toldByExport } from "./told.ts";

const conversation = "2001";

const exported = [
  [
    "2024-01-01T09:00:00Z",
    "contact.created",
    "contact/1001/created",
    { contact: "1001", email: true, cellPhone: true, active: true },
  ],
  [
    "2024-01-02T10:00:00Z",
    "conversation.opened",
    "ticket/2001/opened",
    {
      conversation,
      channel: "email",
      customer: "1001",
      initiatedBy: "customer",
      agent: "501",
      team: "42",
      priority: "medium",
      tags: ["checkout"],
    },
  ],
  [
    "2024-01-02T10:00:00Z",
    "message.received",
    "ticket/2001/description",
    { conversation, text: "The checkout button is not responding.", customer: "1001" },
  ],
  [
    "2024-01-04T12:30:00Z",
    "message.received",
    "ticket/2001/conversation/3003",
    {
      conversation,
      message: "3003",
      text: "The issue still happens in a private window.",
      customer: "1001",
    },
  ],
  [
    "2024-01-03T08:00:00Z",
    "message.sent",
    "ticket/2001/conversation/3001",
    {
      conversation,
      message: "3001",
      text: "Could you try this in a private window?",
      author: { kind: "agent", id: "501" },
    },
  ],
  [
    "2024-01-03T09:00:00Z",
    "note.added",
    "ticket/2001/conversation/3002",
    { conversation, agent: "501", media: ["file"] },
  ],
  // Status 4 is resolved; without its statistics the last change is when.
  [
    "2024-01-04T12:30:00Z",
    "conversation.resolved",
    "ticket/2001/resolved/2024-01-04T12:30:00Z",
    { conversation },
  ],
];

describe("an export of Freshdesk", () => {
  it("of a ticket with its conversations is told from its opening to how it stands", async () => {
    const document = await fixtureJson("freshdesk/ticket_with_conversations.json");

    expect(toldByExport(freshdesk, document)).toEqual({ events: exported, ignored: [], rejected: [] });
  });

  it("says when a ticket was resolved and closed, where its statistics are there", () => {
    const ticket = {
      id: 1,
      status: 5,
      source: 10,
      responder_id: 9,
      requester_id: 8,
      created_at: "2026-03-02T09:00:00Z",
      updated_at: "2026-03-06T09:00:00Z",
      description_text: "Your order",
      stats: { resolved_at: "2026-03-03T09:00:00Z", closed_at: "2026-03-05T09:00:00Z" },
    };

    expect(toldByExport(freshdesk, [ticket].at(0)).events.map(([time, type]) => `${time} ${type}`)).toEqual([
      "2026-03-02T09:00:00Z conversation.opened",
      "2026-03-02T09:00:00Z message.sent",
      "2026-03-03T09:00:00Z conversation.resolved",
      "2026-03-05T09:00:00Z conversation.closed",
    ]);
  });

  it("sent as a webhook is the same", async () => {
    const document = await fixtureJson("freshdesk/ticket_with_conversations.json");

    expect(told(freshdesk, document).events).toEqual(exported);
  });
});

const common = {
  ticket_id: 5,
  ticket_source: "Email",
  ticket_priority: "High",
  ticket_status: "Open",
  ticket_group_name: "Billing",
  ticket_agent_email: "sam@desk.example",
  ticket_requester_email: "ann@example.com",
  ticket_latest_public_comment: "<div>Hello &amp; thanks</div>",
  ticket_tags: "vip, checkout",
  time: "2026-03-02T09:00:00Z",
};

describe("an automation webhook of Freshdesk", () => {
  it.each([
    [
      { event: "ticket_created" },
      "conversation.opened",
      "ticket/5/opened",
      {
        channel: "email",
        customer: "ann@example.com",
        initiatedBy: "customer",
        agent: "sam@desk.example",
        team: "Billing",
        priority: "high",
        tags: ["vip", "checkout"],
      },
    ],
    [
      { event: "customer_replied" },
      "message.received",
      "ticket/5/message-received/2026-03-02T09:00:00Z",
      { customer: "ann@example.com", text: "Hello & thanks" },
    ],
    [
      { event: "agent_replied", performer: "kim@desk.example" },
      "message.sent",
      "ticket/5/message-sent/2026-03-02T09:00:00Z",
      { author: { kind: "agent", id: "kim@desk.example" }, text: "Hello & thanks" },
    ],
    [
      { event: "note_added" },
      "note.added",
      "ticket/5/note-added/2026-03-02T09:00:00Z",
      { agent: "sam@desk.example" },
    ],
    [
      { event: "status_changed", triggered_event: "{status:{from:2,to:4}}" },
      "conversation.resolved",
      "ticket/5/conversation-resolved/2026-03-02T09:00:00Z",
      {},
    ],
    [
      { triggered_event: "{status:{from:3,to:2}}" },
      "conversation.unsnoozed",
      "ticket/5/conversation-unsnoozed/2026-03-02T09:00:00Z",
      {},
    ],
    [
      { event: "status_changed", ticket_status: "Pending" },
      "conversation.snoozed",
      "ticket/5/conversation-snoozed/2026-03-02T09:00:00Z",
      {},
    ],
    [
      { triggered_event: "{priority:{from:1,to:4}}" },
      "conversation.updated",
      "ticket/5/conversation-updated/2026-03-02T09:00:00Z",
      { priority: "urgent" },
    ],
    [
      { event: "assigned" },
      "conversation.assigned",
      "ticket/5/conversation-assigned/2026-03-02T09:00:00Z",
      { agent: "sam@desk.example", team: "Billing" },
    ],
  ])("with %j is %s", (more, type, id, data) => {
    expect(told(freshdesk, { ...common, ...more })).toEqual({
      events: [["2026-03-02T09:00:00Z", type, id, { conversation: "5", ...data }]],
      ignored: [],
      rejected: [],
    });
  });

  it("in its simple form, without a time, happens when it arrives, once in ten minutes", () => {
    const { time: _, ...timeless } = common;
    const body = { freshdesk_webhook: { ...timeless, triggered_event: "{status:{from:2,to:4}}" } };
    const ids = ["12:01:00", "12:09:00", "12:11:00"].map(
      (time) => told(freshdesk, body, new Date(`2026-11-21T${time}Z`)).events[0],
    );

    expect(ids[0]?.[0]).toBe("2026-11-21T12:01:00Z");
    expect(ids[1]?.[2]).toBe(ids[0]?.[2]);
    expect(ids[2]?.[2]).not.toBe(ids[0]?.[2]);
  });

  it("of something else is left", () => {
    expect(told(freshdesk, { ...common, event: "sla_violated" })).toMatchObject({
      events: [],
      ignored: ["sla_violated"],
    });
  });
});
