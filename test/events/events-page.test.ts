import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { eventJsonSchema } from "../../src/events/json-schema.ts";
import { type EventType, vocabulary } from "../../src/events/vocabulary.ts";
import { documentedExamples, eventsPage } from "./documented-examples.ts";

const types = Object.keys(vocabulary) as EventType[];
const renew = `node -e 'import("./src/events/json-schema.ts").then((m) => console.log(JSON.stringify(m.eventJsonSchema(), null, 2)))' > docs/events.schema.json`;

describe("docs/events.md", () => {
  it.each(types)("has a row and an example of %s, with every field it knows", (type) => {
    const row = eventsPage.split("\n").find((line) => line.startsWith(`| \`${type}\` |`)) ?? "";
    const examples = documentedExamples.filter((event) => event.type === type);
    const fields = Object.keys(vocabulary[type].shape);

    expect(fields.filter((field) => !row.includes(`\`${field}\``))).toEqual([]);
    expect(fields.filter((field) => !examples.some((event) => field in event.data))).toEqual([]);
  });
});

describe("docs/events.schema.json", () => {
  const validate = new Ajv2020({
    strict: false,
    discriminator: false,
    formats: { "date-time": true },
  }).compile(eventJsonSchema());

  it("is what the vocabulary generates", async () => {
    const committed = await readFile(resolve(import.meta.dirname, "../../docs/events.schema.json"), "utf8");

    expect(JSON.parse(committed), `stale: run ${renew}`).toEqual(eventJsonSchema());
  });

  it.each(documentedExamples.map((event) => [event.type, event] as const))("accepts %s", (_, event) => {
    validate(event);

    expect(validate.errors).toBeNull();
  });

  it.each([
    ["an unknown type", { type: "weather.changed" }],
    ["no time", { time: undefined }],
    ["a time without an offset", { time: "2026-03-02T09:14:07" }],
    ["no data", { data: undefined }],
    ["data without what the type needs", { data: {} }],
    ["a survey with both a score and an answer", { data: { survey: "csat", score: 1, answer: "bad" } }],
    ["a survey with neither", { data: { survey: "csat" } }],
    ["a word where a number belongs", { data: { survey: "csat", score: "five" } }],
    ["an agent without an id", { type: "message.sent", data: { author: { kind: "agent" } } }],
  ])("rejects %s", (_, change) => {
    const good = documentedExamples.find((event) => event.type === "survey.answered");

    expect(validate(JSON.parse(JSON.stringify({ ...good, ...change })))).toBe(false);
  });
});
