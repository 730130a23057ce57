import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { intercom } from "../../src/ingest/sources/intercom.ts";
import { fixtureJson, told } from "./told.ts";

const conversation = "137324500000000";
const customer = "5ee3d479d1cf3dedbee23d68";
const andy = "3330619";

/** What each recorded notification is, read from it by hand: `[time, type, id, data]` of each of its events. */
const expected: Readonly<Record<string, readonly (readonly [string, string, string, object])[]>> = {
  "conversation-admin-single-created": [
    [
      "2020-08-05T13:40:05Z",
      "conversation.opened",
      `conversation/${conversation}/opened`,
      { conversation, channel: "chat", customer, initiatedBy: "agent" },
    ],
    [
      "2020-08-05T13:40:05Z",
      "message.sent",
      `conversation/${conversation}/source`,
      { conversation, message: "608953158", text: "hi Bob", author: { kind: "agent", id: andy } },
    ],
  ],
  "conversation-admin-single-created-lead": [
    [
      "2020-08-11T00:42:02Z",
      "conversation.opened",
      "conversation/15494800000000/opened",
      {
        conversation: "15494800000000",
        channel: "chat",
        customer: "59e0e10b12ce6cb8f7a30587",
        initiatedBy: "agent",
      },
    ],
    [
      "2020-08-11T00:42:02Z",
      "message.sent",
      "conversation/15494800000000/source",
      {
        conversation: "15494800000000",
        message: "612553981",
        text: "Hi there,",
        author: { kind: "agent", id: "3197195" },
      },
    ],
  ],
  "conversation-admin-replied": [
    [
      "2020-08-05T13:44:09Z",
      "message.sent",
      "part/6073780765/message",
      { conversation, message: "6073780765", text: "hi Bob", author: { kind: "agent", id: andy } },
    ],
  ],
  "conversation-admin-assigned": [
    [
      "2020-08-05T13:43:28Z",
      "conversation.assigned",
      "part/6073773149/assigned",
      { conversation, agent: andy },
    ],
  ],
  "conversation-admin-assigned-to-unknown": [
    [
      "2020-08-05T13:43:28Z",
      "conversation.assigned",
      "part/6073773149/assigned",
      { conversation, agent: null },
    ],
  ],
  "conversation-admin-opened": [
    [
      "2020-08-05T13:42:17Z",
      "conversation.reopened",
      "part/6073760644/reopened",
      { conversation, by: "agent" },
    ],
    [
      "2020-08-05T13:42:17Z",
      "conversation.assigned",
      "part/6073760644/assigned",
      { conversation, agent: andy },
    ],
  ],
  "conversation-admin-opened-no-admin": [
    [
      "2020-08-05T13:42:17Z",
      "conversation.reopened",
      "part/6073760644/reopened",
      { conversation, by: "agent" },
    ],
    [
      "2020-08-05T13:42:17Z",
      "conversation.assigned",
      "part/6073760644/assigned",
      { conversation, agent: null },
    ],
  ],
  "conversation-admin-noted": [
    ["2020-08-05T13:44:54Z", "note.added", "part/6073788584/added", { conversation, agent: andy }],
  ],
  "conversation-admin-snoozed": [
    [
      "2020-08-05T13:45:26Z",
      "conversation.snoozed",
      "part/6073794381/snoozed",
      { conversation, until: "2020-08-05T16:45:26.000Z" },
    ],
  ],
  // The part in it is still the snoozing, a second before: the notification's own time is the ending's.
  "conversation-admin-unsnoozed": [
    [
      "2020-08-05T13:45:27Z",
      "conversation.unsnoozed",
      "notif_52e36ca9-d98a-4c77-ad7e-68382b498c80/unsnoozed",
      { conversation },
    ],
  ],
  "conversation-admin-closed": [
    ["2020-08-05T13:49:28Z", "conversation.closed", "part/6073838784/closed", { conversation, agent: andy }],
  ],
  "conversation-part-tag-created": [
    [
      "2020-08-05T13:47:52Z",
      "conversation.tagged",
      "notif_25be3656-da7c-4ee4-9573-346b8df8ffb0/tagged",
      { conversation, tags: ["sample tag"] },
    ],
  ],
  "user-created": [
    [
      "2020-08-04T15:32:01.666Z",
      "contact.created",
      "contact/5f297f71bce3e055f3afdf6e/created",
      { contact: "5f297f71bce3e055f3afdf6e", email: true, cellPhone: false },
    ],
  ],
  "lead-created": [
    [
      "2020-08-04T15:32:01.666Z",
      "contact.created",
      "contact/5f297f71bce3e055f3afdf6e/created",
      { contact: "5f297f71bce3e055f3afdf6e", email: true, cellPhone: false },
    ],
  ],
  "lead-added-email": [
    [
      "2020-08-04T15:28:27Z",
      "contact.updated",
      "notif_f6e78f58-9d91-416e-9603-a6ce6407ff2f/updated",
      { contact: "5f161b7a332231fc10b44e5f", email: true, cellPhone: false },
    ],
  ],
  "lead-signed-up": [
    [
      "2020-08-21T14:02:15Z",
      "contact.updated",
      "notif_3ae38212-81d0-4117-88d2-a0b1755594f1/updated",
      { contact: "5f297f71bce3e055f3afdf6e", email: true, cellPhone: false },
    ],
  ],
  "user-email-updated": [
    [
      "2020-08-05T13:22:41Z",
      "contact.updated",
      "notif_6e7f2bb2-ddc3-4012-be06-29179e3de38b/updated",
      { contact: customer, email: true, cellPhone: false },
    ],
  ],
  "user-deleted": [
    [
      "2020-08-05T21:21:57Z",
      "contact.updated",
      "notif_ff77ab17-14b0-462d-a37e-1afe2defc6ad/updated",
      { contact: customer, active: false },
    ],
  ],
  "user-deleted-not-whitelisted": [
    [
      "2020-08-05T21:21:57Z",
      "contact.updated",
      "notif_ff77ab17-14b0-462d-a37e-1afe2defc6ad/updated",
      { contact: customer, active: false },
    ],
  ],
};

const unmapped: Readonly<Record<string, string>> = {
  "conversation-part-redacted": "conversation_part.redacted",
  "company-created": "company.created",
  "lead-tag-created": "contact.tag.created",
  "lead-tag-deleted": "contact.tag.deleted",
  "user-tag-created": "user.tag.created",
  "user-tag-deleted": "user.tag.deleted",
};

describe("a notification of Intercom", () => {
  it.each(Object.keys(expected))("becomes what it tells: %s", async (name) => {
    const made = told(intercom, await fixtureJson(`intercom/webhook-${name}.json`));

    expect(made).toEqual({ events: expected[name], ignored: [], rejected: [] });
  });

  it.each(Object.keys(unmapped))("of a topic that is not mapped is left: %s", async (name) => {
    const made = told(intercom, await fixtureJson(`intercom/webhook-${name}.json`));

    expect(made).toEqual({ events: [], ignored: [unmapped[name]], rejected: [] });
  });

  it("is known for every one that was recorded", async () => {
    const files = await readdir(join(import.meta.dirname, "../fixtures/webhooks/intercom"));

    expect(files.map((file) => file.replace(/^webhook-|\.json$/g, "")).sort()).toEqual(
      [...Object.keys(expected), ...Object.keys(unmapped)].sort(),
    );
  });
});
