import { describe, expect, it } from "vitest";
import { intercom } from "../../src/ingest/sources/intercom.ts";
import { fixtureJson, told, toldByExport } from "./told.ts";

/** As version 2 of the API writes it. */
function version2(topic: string, more: object): object {
  return {
    type: "notification_event",
    topic,
    id: "notif_1",
    created_at: 1_780_000_100,
    data: {
      item: {
        type: "conversation",
        id: "7",
        created_at: 1_780_000_000,
        source: {
          type: "email",
          id: "70",
          body: "<p>Where is my &quot;order&quot;?</p>",
          author: { type: "user", id: "c1" },
          attachments: [{ content_type: "image/png" }],
        },
        contacts: { contacts: [{ id: "c1" }] },
        admin_assignee_id: 12,
        team_assignee_id: "t3",
        ...more,
      },
    },
  };
}

function part(type: string, author: object, body: string | null = null): object {
  const parts = [
    {
      id: "71",
      part_type: type,
      created_at: 1_780_000_050,
      author,
      body,
      assigned_to: null,
      attachments: [],
    },
  ];
  return { conversation_parts: { conversation_parts: parts } };
}

describe("version 2 of Intercom's notifications", () => {
  it("opens a conversation with the customer's message", () => {
    expect(told(intercom, version2("conversation.user.created", {})).events).toEqual([
      [
        "2026-05-28T20:26:40Z",
        "conversation.opened",
        "conversation/7/opened",
        { conversation: "7", channel: "email", customer: "c1", initiatedBy: "customer" },
      ],
      [
        "2026-05-28T20:26:40Z",
        "message.received",
        "conversation/7/source",
        { conversation: "7", message: "70", text: 'Where is my "order"?', media: ["image"], customer: "c1" },
      ],
    ]);
  });

  it("tells customers' replies from bots'", () => {
    const reply = version2(
      "conversation.user.replied",
      part("comment", { type: "user", id: "c1" }, "<p>Hello?</p>"),
    );
    const bot = version2(
      "conversation.operator.replied",
      part("comment", { type: "bot", id: "fin" }, "<p>Hi</p>"),
    );

    expect(told(intercom, reply).events).toEqual([
      [
        "2026-05-28T20:27:30Z",
        "message.received",
        "part/71/message",
        { conversation: "7", message: "71", text: "Hello?", customer: "c1" },
      ],
    ]);
    expect(told(intercom, bot).events).toMatchObject([
      [expect.anything(), "message.sent", "part/71/message", { author: { kind: "bot", id: "fin" } }],
    ]);
  });

  it("assigns to a teammate and a team at once", () => {
    const body = version2("conversation.admin.assigned", part("assignment", { type: "admin", id: "5" }));

    expect(told(intercom, body).events).toEqual([
      [
        "2026-05-28T20:27:30Z",
        "conversation.assigned",
        "part/71/assigned",
        { conversation: "7", agent: "12", team: "t3" },
      ],
    ]);
  });

  it("rates when the rating came, not when it was asked for", () => {
    const rating = {
      rating: 4,
      remark: "quick",
      created_at: 1_780_000_060,
      updated_at: 1_780_000_090,
      teammate: { type: "admin", id: "5" },
    };

    expect(
      told(intercom, version2("conversation.rating.added", { conversation_rating: rating })).events,
    ).toEqual([
      [
        "2026-05-28T20:28:10Z",
        "survey.answered",
        "conversation/7/rating/2026-05-28T20:28:10.000Z",
        { survey: "csat", score: 4, conversation: "7", customer: "c1", agent: "5", comment: "quick" },
      ],
    ]);
  });

  it("that lacks what an event needs is named, not thrown", () => {
    const { events, rejected } = told(intercom, { topic: "conversation.deleted", data: { item: {} } });

    expect(events).toEqual([]);
    expect(rejected).toEqual(["id is missing: must be text", expect.stringMatching(/^time is missing/)]);
  });
});

describe("an export of Intercom", () => {
  it("tells the same events as the notifications did", async () => {
    const notified = ["admin-single-created", "admin-replied", "admin-noted", "admin-closed"];
    const bodies = await Promise.all(
      notified.map((name) => fixtureJson(`intercom/webhook-conversation-${name}.json`)),
    );
    const items = bodies.map((body) => (body as { data: { item: Item } }).data.item);
    const parts = items.flatMap((item) => item.conversation_parts.conversation_parts);
    const exported = { ...items[0], conversation_parts: { conversation_parts: parts } };

    const whole = toldByExport(intercom, { conversations: [exported] });

    const ids = bodies.flatMap((body) => told(intercom, body).events.map(([, , id]) => id));
    // A part "open" is a reply that reopened.
    expect(whole.events.map(([, , id]) => id).sort()).toEqual([...ids, "part/6073780765/reopened"].sort());
    expect(whole.rejected).toEqual([]);
  });
});

interface Item {
  readonly conversation_parts: { readonly conversation_parts: readonly object[] };
}
