import { describe, expect, it } from "vitest";
import { zendesk } from "../../src/ingest/sources/zendesk.ts";
import { toldByExport } from "./told.ts";

const conversation = "5158";

const audits = {
  audits: [
    {
      id: 3,
      ticket_id: 5158,
      created_at: "2025-01-09T09:00:00Z",
      author_id: 901,
      events: [
        { id: 31, type: "Change", field_name: "status", value: "solved", previous_value: "open" },
        { id: 32, type: "Change", field_name: "tags", value: ["a", "b"], previous_value: ["a"] },
        { id: 33, type: "Notification", subject: "…" },
      ],
    },
    {
      id: 1,
      ticket_id: 5158,
      created_at: "2025-01-08T10:12:07Z",
      author_id: 77,
      via: { channel: "email" },
      events: [
        { id: 11, type: "Comment", body: "Help", public: true, author_id: 77, attachments: [] },
        { id: 12, type: "Create", field_name: "requester_id", value: "77" },
        { id: 13, type: "Create", field_name: "status", value: "new" },
        { id: 14, type: "Create", field_name: "priority", value: "low" },
        { id: 15, type: "Create", field_name: "tags", value: ["a"] },
      ],
    },
    {
      id: 2,
      ticket_id: 5158,
      created_at: "2025-01-08T11:00:00Z",
      author_id: 901,
      events: [
        { id: 21, type: "Comment", body: "Try this", public: true, author_id: 901 },
        { id: 22, type: "Comment", body: "hm", public: false, author_id: 901 },
        { id: 23, type: "Change", field_name: "assignee_id", value: "901", previous_value: null },
      ],
    },
  ],
};

const life = [
  [
    "2025-01-08T10:12:07Z",
    "conversation.opened",
    "ticket/5158/opened",
    {
      conversation,
      channel: "email",
      customer: "77",
      initiatedBy: "customer",
      priority: "low",
      tags: ["a"],
    },
  ],
  [
    "2025-01-08T10:12:07Z",
    "message.received",
    "ticket/5158/comment/11",
    { conversation, message: "11", text: "Help", customer: "77" },
  ],
  [
    "2025-01-08T11:00:00Z",
    "message.sent",
    "ticket/5158/comment/21",
    { conversation, message: "21", text: "Try this", author: { kind: "agent", id: "901" } },
  ],
  ["2025-01-08T11:00:00Z", "note.added", "ticket/5158/comment/22", { conversation, agent: "901" }],
  ["2025-01-08T11:00:00Z", "conversation.assigned", "23/assigned", { conversation, agent: "901" }],
  ["2025-01-09T09:00:00Z", "conversation.resolved", "31/resolved", { conversation, agent: "901" }],
  ["2025-01-09T09:00:00Z", "conversation.tagged", "32/tagged", { conversation, tags: ["b"] }],
];

describe("an export of Zendesk", () => {
  it("of ticket audits is told in the order of time, whatever the order of the file", () => {
    expect(toldByExport(zendesk, audits)).toEqual({ events: life, ignored: ["Notification"], rejected: [] });
  });

  it("of audits one a line is the same", () => {
    expect(toldByExport(zendesk, ...audits.audits).events).toEqual(life);
  });

  it("of incremental ticket events is the same", () => {
    const ticket_events = audits.audits.map(({ ticket_id, created_at, author_id, via, events }) => ({
      ticket_id,
      created_at,
      updater_id: author_id,
      via: via?.channel,
      child_events: events.map(({ type, field_name, value, ...more }) => ({
        ...more,
        event_type: type,
        ...(field_name === undefined ? {} : { [field_name]: value }),
      })),
    }));

    expect(toldByExport(zendesk, { ticket_events }).events).toEqual(life);
  });

  it("of tickets tells their opening, their comments and how they stand", () => {
    const ticket = {
      id: 5158,
      status: "closed",
      priority: "low",
      via: { channel: "email" },
      requester_id: 77,
      submitter_id: 77,
      assignee_id: 901,
      group_id: 44,
      tags: ["a"],
      created_at: "2025-01-08T10:12:07Z",
      updated_at: "2025-01-13T09:00:00Z",
      satisfaction_rating: { score: "good" },
      comments: [
        { id: 21, author_id: 901, public: true, body: "Try this", created_at: "2025-01-08T11:00:00Z" },
      ],
    };
    const metric_sets = [{ ticket_id: 5158, solved_at: "2025-01-09T09:00:00Z" }];

    expect(toldByExport(zendesk, { tickets: [ticket], metric_sets }).events).toEqual([
      [
        "2025-01-08T10:12:07Z",
        "conversation.opened",
        "ticket/5158/opened",
        {
          conversation,
          channel: "email",
          customer: "77",
          initiatedBy: "customer",
          agent: "901",
          team: "44",
          priority: "low",
          tags: ["a"],
        },
      ],
      life[2],
      [
        "2025-01-09T09:00:00Z",
        "conversation.resolved",
        "ticket/5158/resolved/2025-01-09T09:00:00Z",
        { conversation },
      ],
      [
        "2025-01-13T09:00:00Z",
        "conversation.closed",
        "ticket/5158/closed/2025-01-13T09:00:00Z",
        { conversation },
      ],
      [
        "2025-01-13T09:00:00Z",
        "survey.answered",
        "ticket/5158/answered/2025-01-13T09:00:00Z",
        { survey: "csat", answer: "good", conversation },
      ],
    ]);
    // Its audits tell more.
    expect(toldByExport(zendesk, { tickets: [ticket], metric_sets }, audits).events).toEqual(life);
  });
});
