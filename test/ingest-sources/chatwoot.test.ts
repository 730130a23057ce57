import { describe, expect, it } from "vitest";
import { chatwoot } from "../../src/ingest/sources/chatwoot.ts";
import { fixtureJson, told, toldByExport } from "./told.ts";

describe("a webhook of Chatwoot", () => {
  it("with a contact's message is a message received", async () => {
    expect(told(chatwoot, await fixtureJson("chatwoot/message_created.json"))).toEqual({
      events: [
        [
          "2021-07-23T18:02:48Z",
          "message.received",
          "message/118",
          { conversation: "10", message: "118", channel: "chat", text: "hi", customer: "14" },
        ],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("about a conversation that became open from pending is the bot's hand-over", async () => {
    expect(told(chatwoot, await fixtureJson("chatwoot/conversation_opened.json"))).toEqual({
      events: [
        [
          "2021-07-23T18:04:19Z",
          "conversation.handed-over",
          "conversation/10/handed-over/2021-07-23T18:04:19.000Z",
          { conversation: "10", from: "bot" },
        ],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("about a conversation that was resolved is that, whatever status it still carries", async () => {
    expect(told(chatwoot, await fixtureJson("chatwoot/conversation_resolved.json"))).toEqual({
      events: [
        [
          "2021-07-23T18:05:20Z",
          "conversation.resolved",
          "conversation/10/resolved/2021-07-23T18:05:20.000Z",
          { conversation: "10" },
        ],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("about a status that is open now, without the one before, is a reopening", async () => {
    expect(told(chatwoot, await fixtureJson("chatwoot/conversation_status_changed.json"))).toEqual({
      events: [
        [
          "2021-07-23T18:02:49Z",
          "conversation.reopened",
          "conversation/10/reopened/2021-07-23T18:02:49.000Z",
          { conversation: "10" },
        ],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it.each(["message_updated", "webwidget_triggered"])(
    "of a topic that is not mapped is left: %s",
    async (name) => {
      expect(told(chatwoot, await fixtureJson(`chatwoot/${name}.json`))).toEqual({
        events: [],
        ignored: [name],
        rejected: [],
      });
    },
  );

  it.each([
    ["pending", "open", "conversation.handed-over"],
    ["snoozed", "open", "conversation.unsnoozed"],
    ["resolved", "open", "conversation.reopened"],
    ["open", "resolved", "conversation.resolved"],
    ["open", "snoozed", "conversation.snoozed"],
  ])("about a status that went from %s to %s is %s", (from, to, type) => {
    const body = {
      event: "conversation_status_changed",
      id: 10,
      status: to,
      updated_at: 1_780_000_000.25,
      changed_attributes: [{ status: { previous_value: from, current_value: to } }],
    };

    const { events } = told(chatwoot, body);

    expect(events.map(([time, name]) => [time, name])).toEqual([["2026-05-28T20:26:40.250Z", type]]);
  });

  it.each([
    ["agent", { sender: { id: 1, type: "user" } }, "message.sent", { author: { kind: "agent", id: "1" } }],
    ["bot", { sender: { id: 3, type: "agent_bot" } }, "message.sent", { author: { kind: "bot", id: "3" } }],
    ["rule", {}, "message.sent", { author: { kind: "automation" } }],
    [
      "campaign",
      { additional_attributes: { campaign_id: 5 } },
      "message.sent",
      { author: { kind: "campaign" } },
    ],
    [
      "note",
      { private: true, sender: { id: 1, type: "user" } },
      "note.added",
      { agent: "1", media: ["image"] },
    ],
  ])("with an outgoing message of a %s says whose it is", (_, more, type, data) => {
    const body = {
      event: "message_created",
      id: 5,
      message_type: "outgoing",
      created_at: "2026-05-28 20:26:40 UTC",
      content: "Hello",
      attachments: [{ file_type: "image" }],
      conversation: { id: 10, channel: "Channel::Email" },
      ...more,
    };

    expect(told(chatwoot, body).events).toMatchObject([["2026-05-28T20:26:40Z", type, "message/5", data]]);
  });

  it("with the survey's message offers it, and with its answer rates", () => {
    const survey = {
      event: "message_created",
      id: 9,
      message_type: "template",
      content_type: "input_csat",
      created_at: "2026-05-28T20:26:40.000Z",
      conversation: { id: 10, channel: "Channel::WebWidget", meta: { sender: { id: 14 } } },
    };
    const answered = {
      ...survey,
      event: "message_updated",
      content_attributes: {
        submitted_values: { csat_survey_response: { rating: 5, feedback_message: "top" } },
      },
      conversation: { ...survey.conversation, updated_at: 1_780_000_300 },
    };

    expect(told(chatwoot, survey).events.map(([, type]) => type)).toEqual(["message.sent", "survey.offered"]);
    expect(told(chatwoot, answered).events).toEqual([
      [
        "2026-05-28T20:31:40Z",
        "survey.answered",
        "message/9/rating/5",
        { survey: "csat", score: 5, conversation: "10", customer: "14", comment: "top" },
      ],
    ]);
  });

  it("tells each attribute that changed", () => {
    const body = {
      event: "conversation_updated",
      id: 10,
      updated_at: 1_780_000_000,
      changed_attributes: [
        { assignee_id: { previous_value: 1, current_value: null } },
        { team_id: { previous_value: null, current_value: 4 } },
        { priority: { previous_value: null, current_value: "high" } },
        { label_list: { previous_value: ["a", "b"], current_value: ["b", "c"] } },
      ],
    };

    expect(told(chatwoot, body).events.map(([, type, , data]) => [type, data])).toEqual([
      ["conversation.assigned", { conversation: "10", agent: null, team: "4" }],
      ["conversation.updated", { conversation: "10", priority: "high" }],
      ["conversation.untagged", { conversation: "10", tags: ["a"] }],
      ["conversation.tagged", { conversation: "10", tags: ["c"] }],
    ]);
  });
});

it("an export of Chatwoot is told from its opening to how it stands", () => {
  const conversation = {
    id: 10,
    status: "resolved",
    created_at: 1_780_000_000,
    updated_at: 1_780_000_900,
    priority: "low",
    meta: { channel: "Channel::Whatsapp", sender: { id: 14 }, assignee: { id: 1 }, team: { id: 4 } },
    messages: [
      { id: 2, message_type: 1, created_at: 1_780_000_060, content: "Hi", sender: { id: 1, type: "user" } },
      { id: 3, message_type: 2, created_at: 1_780_000_899, content: "resolved by John" },
      {
        id: 1,
        message_type: 0,
        created_at: 1_780_000_000,
        content: "Help",
        sender: { id: 14, type: "contact" },
      },
    ],
  };

  const { events, rejected } = toldByExport(chatwoot, { data: { payload: [conversation] } });

  expect(rejected).toEqual([]);
  expect(events).toEqual([
    [
      "2026-05-28T20:26:40Z",
      "conversation.opened",
      "conversation/10/opened",
      {
        conversation: "10",
        channel: "whatsapp",
        customer: "14",
        initiatedBy: "customer",
        agent: "1",
        team: "4",
        priority: "low",
      },
    ],
    [
      "2026-05-28T20:26:40Z",
      "message.received",
      "message/1",
      { conversation: "10", message: "1", channel: "whatsapp", text: "Help", customer: "14" },
    ],
    [
      "2026-05-28T20:27:40Z",
      "message.sent",
      "message/2",
      {
        conversation: "10",
        message: "2",
        channel: "whatsapp",
        text: "Hi",
        author: { kind: "agent", id: "1" },
      },
    ],
    [
      "2026-05-28T20:41:40Z",
      "conversation.resolved",
      "conversation/10/resolved/2026-05-28T20:41:40.000Z",
      { conversation: "10" },
    ],
  ]);
});
