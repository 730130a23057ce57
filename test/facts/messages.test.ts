import { describe, expect, it } from "vitest";
import { ann, at, bot, factsOf } from "./timetable.ts";

describe("a message", () => {
  it("becomes a row with its author, media by piece and credit", () => {
    const { messages } = factsOf(
      ["09:00", "conversation.opened", { agent: "ben", team: "billing", customer: "eva" }],
      ["09:01", "message.received", { media: ["image", "image", "file"], inReplyTo: "campaign" }],
      ["09:02", "message.sent", bot],
      ["09:03", "note.added", { agent: "cat", media: ["video"] }],
      ["09:04", "message.sent", { ...ann, media: ["audio"] }],
    );

    expect(messages).toMatchObject([
      {
        no: 1,
        at: at("09:01"),
        direction: "received",
        author: "customer",
        agent: "ben",
        team: "billing",
        customer: "eva",
        inReplyTo: "campaign",
        images: 2,
        files: 1,
        videos: 0,
      },
      { no: 2, direction: "sent", author: "bot", agent: null, team: "billing" },
      { no: 3, direction: "note", author: "agent", agent: "cat", videos: 1 },
      { no: 4, direction: "sent", author: "agent", agent: "ann", audios: 1 },
    ]);
  });

  it("that is received belongs to the assignee then, not to a later one", () => {
    const { messages } = factsOf(
      ["09:00", "conversation.opened", { agent: "ann" }],
      ["09:01", "message.received"],
      ["09:30", "conversation.assigned", { agent: "ben" }],
    );

    expect(messages).toMatchObject([{ agent: "ann" }]);
  });

  it("has its own channel and customer before those of its conversation", () => {
    const { messages } = factsOf(
      ["09:00", "conversation.opened", { channel: "chat", customer: "eva" }],
      ["09:01", "message.received", { channel: "sms", customer: "ivo" }],
      ["09:02", "message.sent", { ...ann, channel: "email" }],
      ["09:03", "message.sent", ann],
    );

    expect(messages.map((row) => [row.channel, row.customer])).toEqual([
      ["sms", "ivo"],
      ["email", "eva"],
      ["chat", "eva"],
    ]);
  });
});
