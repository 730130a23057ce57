import { z } from "zod";
import { Id, Instant, Text } from "./envelope.ts";

const Tags = z.array(Id).min(1).max(200);
const Media = z.array(z.enum(["image", "video", "audio", "file"])).max(100);
/** null clears an attribute, a missing field leaves it as it is. */
const Clearable = Id.nullable().optional();

const InitiatedBy = z.enum(["customer", "agent", "automation"]);

export const conversationEvents = {
  "conversation.opened": z.looseObject({
    conversation: Id,
    channel: Id,
    customer: Id.optional(),
    initiatedBy: InitiatedBy.optional(),
    agent: Id.optional(),
    team: Id.optional(),
    priority: Id.optional(),
    topic: Id.optional(),
    product: Id.optional(),
    segment: Id.optional(),
    tags: z.array(Id).max(200).optional(),
  }),
  "conversation.assigned": z.looseObject({ conversation: Id, agent: Clearable, team: Clearable }),
  "conversation.updated": z.looseObject({
    conversation: Id,
    priority: Clearable,
    topic: Clearable,
    product: Clearable,
    segment: Clearable,
    customer: Clearable,
  }),
  "conversation.tagged": z.looseObject({ conversation: Id, tags: Tags }),
  "conversation.untagged": z.looseObject({ conversation: Id, tags: Tags }),
  "conversation.snoozed": z.looseObject({ conversation: Id, until: Instant.optional() }),
  "conversation.unsnoozed": z.looseObject({ conversation: Id }),
  "conversation.handed-over": z.looseObject({
    conversation: Id,
    from: z.literal("bot"),
    team: Id.optional(),
    agent: Id.optional(),
  }),
  "conversation.resolved": z.looseObject({
    conversation: Id,
    agent: Id.optional(),
    automatic: z.boolean().optional(),
  }),
  "conversation.reopened": z.looseObject({ conversation: Id, by: z.enum(["customer", "agent"]).optional() }),
  "conversation.closed": z.looseObject({
    conversation: Id,
    agent: Id.optional(),
    archived: z.boolean().optional(),
  }),
  "conversation.merged": z.looseObject({ conversation: Id, into: Id }),
  "conversation.discarded": z.looseObject({ conversation: Id, reason: z.enum(["spam", "deleted", "test"]) }),
  "message.received": z.looseObject({
    conversation: Id.optional(),
    message: Id.optional(),
    customer: Id.optional(),
    channel: Id.optional(),
    text: Text.optional(),
    media: Media.optional(),
    inReplyTo: z.enum(["automation", "campaign", "reminder"]).optional(),
    sentiment: z
      .enum(["positive", "neutral", "negative", "unsure"])
      .optional()
      .describe("Left out: worked out from the text when it arrives"),
  }),
  "message.sent": z.looseObject({
    conversation: Id.optional(),
    message: Id.optional(),
    author: z.discriminatedUnion(
      "kind",
      [
        z.looseObject({ kind: z.literal("agent"), id: Id }),
        z.looseObject({ kind: z.literal(["bot", "automation", "campaign", "reminder"]), id: Id.optional() }),
      ],
      { error: "must be an object whose kind is one of agent, bot, automation, campaign, reminder" },
    ),
    channel: Id.optional(),
    text: Text.optional(),
    media: Media.optional(),
    expectsReply: z.boolean().optional(),
  }),
  "note.added": z.looseObject({ conversation: Id, agent: Id, media: Media.optional() }),
  "handling.logged": z.looseObject({
    conversation: Id,
    agent: Id,
    seconds: z.number().nonnegative().max(31_536_000),
    kind: z.enum(["talk", "hold", "wrap-up", "work"]).optional(),
  }),
} as const;
