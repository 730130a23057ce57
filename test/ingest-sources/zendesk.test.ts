import { describe, expect, it } from "vitest";
import { zendesk } from "../../src/ingest/sources/zendesk.ts";
import { fixture, told } from "./told.ts";

/** In the form of Zendesk's reference, version 2022-11-06 of its events. */
function webhook(topic: string, event: object, detail: object = {}): object {
  return {
    account_id: 22129848,
    id: "d4f5c389-8f4a-4c2e-a1b9-8e4f39c71d52",
    subject: "zen:ticket:5158",
    time: "2025-01-08T14:25:30.123456789Z",
    type: `zen:event-type:${topic}`,
    zendesk_event_version: "2022-11-06",
    event,
    detail: {
      id: "5158",
      actor_id: "901",
      assignee_id: "902",
      group_id: "44",
      requester_id: "77",
      submitter_id: "77",
      created_at: "2025-01-08T10:12:07Z",
      priority: "HIGH",
      status: "OPEN",
      tags: ["mobile", "login"],
      via: { channel: "web_service" },
      ...detail,
    },
  };
}

const at = "2025-01-08T14:25:30.123Z";
const id = "d4f5c389-8f4a-4c2e-a1b9-8e4f39c71d52";
const conversation = "5158";

describe("an event webhook of Zendesk", () => {
  it("about a new ticket opens the conversation when the ticket was made", () => {
    expect(told(zendesk, webhook("ticket.created", {}))).toEqual({
      events: [
        [
          "2025-01-08T10:12:07Z",
          "conversation.opened",
          "ticket/5158/opened",
          {
            conversation,
            channel: "api",
            customer: "77",
            initiatedBy: "customer",
            agent: "902",
            team: "44",
            priority: "high",
            tags: ["mobile", "login"],
          },
        ],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("about a ticket an agent made for a customer says so", () => {
    const made = told(zendesk, webhook("ticket.created", {}, { submitter_id: "901", assignee_id: "0" }));

    expect(made.events[0]?.[3]).toMatchObject({ initiatedBy: "agent", customer: "77" });
    expect(made.events[0]?.[3]).not.toHaveProperty("agent");
  });

  it.each([
    [
      "public, of staff",
      { is_public: true, author: { id: "901", is_staff: true } },
      ["message.sent", { conversation, message: "98", text: "Hi", author: { kind: "agent", id: "901" } }],
    ],
    [
      "public, of the customer",
      { is_public: true, author: { id: "77", is_staff: false } },
      ["message.received", { conversation, message: "98", text: "Hi", customer: "77" }],
    ],
    [
      "private",
      { is_public: false, author: { id: "901", is_staff: true } },
      ["note.added", { conversation, agent: "901" }],
    ],
    [
      "public, of Zendesk itself",
      { is_public: true, author: { id: "-1", is_staff: true } },
      ["message.sent", { conversation, message: "98", text: "Hi", author: { kind: "automation" } }],
    ],
  ])("about a comment (%s) tells who wrote to whom", (_, comment, [type, data]) => {
    const body = webhook("ticket.comment_added", { comment: { id: "98", body: "Hi", ...comment } });

    expect(told(zendesk, body).events).toEqual([[at, type, "ticket/5158/comment/98", data]]);
  });

  it.each([
    ["NEW", "OPEN", []],
    ["OPEN", "PENDING", [["conversation.snoozed", {}]]],
    ["PENDING", "HOLD", []],
    ["HOLD", "OPEN", [["conversation.unsnoozed", {}]]],
    ["OPEN", "SOLVED", [["conversation.resolved", { agent: "901" }]]],
    ["SOLVED", "OPEN", [["conversation.reopened", { by: "agent" }]]],
    [
      "SOLVED",
      "PENDING",
      [
        ["conversation.reopened", { by: "agent" }],
        ["conversation.snoozed", {}],
      ],
    ],
    ["SOLVED", "CLOSED", [["conversation.closed", { agent: "901" }]]],
    ["OPEN", "DELETED", [["conversation.discarded", { reason: "deleted" }]]],
    ["CLOSED", "ARCHIVED", []],
  ])("about a status that went from %s to %s", (previous, current, events) => {
    const made = told(zendesk, webhook("ticket.status_changed", { previous, current }));

    expect(made.events).toEqual(
      events.map(([type, data]) => [
        at,
        type,
        `${id}/${String(type).split(".")[1]}`,
        { conversation, ...(data as object) },
      ]),
    );
    expect(made.ignored).toEqual(events.length > 0 ? [] : ["ticket.status_changed"]);
  });

  it("credits nobody with what the customer or Zendesk did", () => {
    const solved = { previous: "OPEN", current: "SOLVED" };
    const reopened = { previous: "SOLVED", current: "OPEN" };
    const data = (event: object, actor_id: string) =>
      told(zendesk, webhook("ticket.status_changed", event, { actor_id })).events[0]?.[3];

    expect(data(solved, "77")).toEqual({ conversation });
    expect(data(solved, "-1")).toEqual({ conversation, automatic: true });
    expect(data(reopened, "77")).toEqual({ conversation, by: "customer" });
  });

  it.each([
    ["ticket.agent_assignment_changed", { current: "905" }, "conversation.assigned", { agent: "905" }],
    ["ticket.agent_assignment_changed", { current: "0" }, "conversation.assigned", { agent: null }],
    ["ticket.group_assignment_changed", { current: "45" }, "conversation.assigned", { team: "45" }],
    ["ticket.priority_changed", { current: "URGENT" }, "conversation.updated", { priority: "urgent" }],
    ["ticket.priority_changed", { current: null }, "conversation.updated", { priority: null }],
    ["ticket.requester_changed", { current: "78" }, "conversation.updated", { customer: "78" }],
    ["ticket.tags_changed", { tags_added: ["vip"] }, "conversation.tagged", { tags: ["vip"] }],
    ["ticket.tags_changed", { tags_removed: ["vip"] }, "conversation.untagged", { tags: ["vip"] }],
    ["ticket.merged", { target_ticket_id: "5000" }, "conversation.merged", { into: "5000" }],
    ["ticket.marked_as_spam", {}, "conversation.discarded", { reason: "spam" }],
    ["ticket.soft_deleted", {}, "conversation.discarded", { reason: "deleted" }],
    [
      "ticket.csat_received",
      { satisfaction_score: { score: "GOOD", comment: "nice" } },
      "survey.answered",
      { survey: "csat", answer: "good", customer: "77", comment: "nice" },
    ],
    ["ticket.csat_requested", {}, "survey.offered", { survey: "csat", customer: "77" }],
  ])("of %s with %j is %s", (topic, event, type, data) => {
    expect(told(zendesk, webhook(topic, event)).events).toEqual([
      [at, type, `${id}/${type.split(".")[1]}`, { conversation, ...data }],
    ]);
  });

  it.each(["ticket.subject_changed", "ticket.undeleted", "user.created", "__proto__", "constructor"])(
    "of a topic that is not mapped is left: %s",
    (topic) => {
      expect(told(zendesk, webhook(topic, {}))).toEqual({ events: [], ignored: [topic], rejected: [] });
    },
  );

  it("tells the life of a recorded ticket from its changes of status", async () => {
    const rows = (await fixture("zendesk/ticket_field_history_data.csv")).trim().split("\n").slice(1);
    const statuses = rows
      .map((row) => row.split(","))
      .filter(([field, ticket]) => field === "status" && ticket === "11071");
    const changes = statuses.slice(1).map(([, ticket, updated, , , value], no) => ({
      ...webhook("ticket.status_changed", { previous: statuses[no]?.[5], current: value }, { id: ticket }),
      id: `change-${no}`,
      time: `${updated?.replace(" ", "T")}Z`,
    }));

    const events = changes.flatMap((body) => told(zendesk, body).events);

    expect(events.map(([time, type]) => `${time.slice(0, 10)} ${type}`)).toEqual([
      "2020-08-29 conversation.snoozed",
      "2020-09-15 conversation.unsnoozed",
      "2020-09-30 conversation.snoozed",
      "2020-10-15 conversation.unsnoozed",
      "2020-10-17 conversation.snoozed",
      "2020-11-02 conversation.unsnoozed",
      "2020-11-14 conversation.resolved",
      "2020-11-15 conversation.closed",
    ]);
  });
});
