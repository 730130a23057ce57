import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvent } from "../../src/events/parse-event.ts";
import { type EventType, vocabulary } from "../../src/events/vocabulary.ts";
import { documentedExamples, type ExampleEvent } from "./documented-examples.ts";

const now = new Date("2026-11-21T12:00:00Z");
const types = Object.keys(vocabulary) as EventType[];

const message = {
  specversion: "1.0",
  id: "evt-1",
  source: "zendesk/acme",
  type: "message.sent",
  time: "2026-03-02T09:14:07.120+01:00",
  data: { conversation: "4711", author: { kind: "agent", id: "sam" } },
};

function errorsOf(input: unknown): readonly { path: string; message: string }[] {
  const parsed = parseEvent(input, { now });
  return parsed.ok ? [] : parsed.errors;
}

describe("a valid event", () => {
  it("is taken in with its instant and its subject", () => {
    expect(parseEvent(message, { now })).toEqual({
      ok: true,
      event: {
        source: "zendesk/acme",
        id: "evt-1",
        type: "message.sent",
        at: new Date("2026-03-02T08:14:07.120Z"),
        subject: { kind: "conversation", id: "4711" },
        data: message.data,
      },
    });
  });

  it.each(documentedExamples.map((event) => [event.type, event] as const))(
    "of the documented kind %s is taken",
    (_, event) => {
      expect(errorsOf(event)).toEqual([]);
    },
  );

  it("keeps fields that the vocabulary does not know", () => {
    const parsed = parseEvent({ ...message, data: { ...message.data, mood: { sunny: [1] } } }, { now });

    expect(parsed.ok && parsed.event.data).toEqual({ ...message.data, mood: { sunny: [1] } });
  });

  it("takes the source of the door where it has none", () => {
    const { source: _, specversion: __, ...bare } = message;

    const parsed = parseEvent(bare, { source: "file", now });

    expect(parsed.ok && parsed.event.source).toBe("file");
  });

  it("keeps its own source where the door has another", () => {
    const parsed = parseEvent(message, { source: "file", now });

    expect(parsed.ok && parsed.event.source).toBe("zendesk/acme");
  });

  it("is about the conversation its subject names where its data names none", () => {
    const event = { ...message, subject: "conversation/99", data: { author: { kind: "bot" } } };

    const parsed = parseEvent(event, { now });

    expect(parsed.ok && parsed.event.subject).toEqual({ kind: "conversation", id: "99" });
    expect(parsed.ok && parsed.event.data).toMatchObject({ conversation: "99" });
  });

  it("is about what its data names where its subject says something else", () => {
    const parsed = parseEvent({ ...message, subject: "message/12" }, { now });

    expect(parsed.ok && parsed.event.subject).toEqual({ kind: "conversation", id: "4711" });
  });

  it("stands alone where it names nothing", () => {
    const { conversation: _, ...data } = message.data;

    const parsed = parseEvent({ ...message, data }, { now });

    expect(parsed.ok && parsed.event.subject).toEqual({ kind: "event", id: "zendesk/acme/evt-1" });
  });

  it("may be up to 24 hours ahead", () => {
    expect(errorsOf({ ...message, time: "2026-11-22T12:00:00Z" })).toEqual([]);
  });
});

describe("a wrong event", () => {
  it.each([
    ["no id", { id: undefined }, "id", "is missing: must be text"],
    ["an empty id", { id: "" }, "id", 'must not be empty (found "")'],
    ["a number for an id", { id: 7 }, "id", "must be text (found 7)"],
    ["an id of 201 characters", { id: "x".repeat(201) }, "id", "must have at most 200 characters"],
    ["another version", { specversion: "0.3" }, "specversion", 'must be 1.0 (found "0.3")'],
    ["no source", { source: undefined }, "source", "is missing: name where the event comes from"],
    ["a misspelt type", { type: "mesage.sent" }, "type", "did you mean message.sent?"],
    ["an unknown type", { type: "weather.changed" }, "type", "must be a known event type"],
    ["a time without an offset", { time: "2026-03-02T09:14:07" }, "time", "with an offset"],
    ["a day that does not exist", { time: "2026-02-30T09:14:07Z" }, "time", 'found "2026-02-30T09:14:07Z"'],
    ["a time two days ahead", { time: "2026-11-23T12:00:00Z" }, "time", "more than 24 hours in the future"],
    ["a time before 1970", { time: "1969-12-31T23:59:59Z" }, "time", "is before 1970"],
    ["a list for data", { data: [] }, "data", "must be an object (found an empty list)"],
    ["no author", { data: { conversation: "1" } }, "data.author", "is missing: must be an object"],
    ["an agent without an id", { data: { author: { kind: "agent" } } }, "data.author.id", "is missing"],
    ["an unknown author", { data: { author: { kind: "cat" } } }, "data.author.kind", "agent, bot"],
    ["a NUL in an id", { data: { ...message.data, conversation: "a\0b" } }, "data.conversation", "NUL"],
  ])("with %s is refused at the field", (_, change, path, text) => {
    expect(errorsOf({ ...message, ...change })).toEqual([{ path, message: expect.stringContaining(text) }]);
  });

  it("names every wrong field at once", () => {
    const event = {
      id: "1",
      type: "order.placed",
      time: "2030-01-01T00:00:00Z",
      data: { order: 1, amount: -1 },
    };

    expect(errorsOf(event).map((error) => error.path)).toEqual([
      "source",
      "time",
      "data.order",
      "data.amount",
      "data.currency",
    ]);
  });

  it("keeps its id beside its errors, if it has one", () => {
    expect(parseEvent({ id: "evt-9" }, { now })).toMatchObject({ ok: false, id: "evt-9" });
  });

  it("is one that answers a survey with both a score and an answer, or with neither", () => {
    const survey = { ...message, type: "survey.answered" };

    expect(errorsOf({ ...survey, data: { survey: "csat" } })[0]?.path).toBe("data.score");
    expect(errorsOf({ ...survey, data: { survey: "csat", score: 1, answer: "bad" } })[0]?.path).toBe(
      "data.score",
    );
  });

  it("is one whose span ends before it starts", () => {
    const data = { amount: 1, currency: "EUR", from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" };

    expect(errorsOf({ ...message, type: "cost.recorded", data })[0]?.path).toBe("data.to");
  });

  it("is one nested without end", () => {
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);

    expect(errorsOf({ ...message, data: { ...message.data, deep } })).toEqual([
      { path: "data", message: "must not be nested deeper than 32" },
    ]);
  });
});

describe("whatever is sent", () => {
  it("is answered by an event or by errors with a path, never by an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), damagedEvent()), (input) => {
        const parsed = parseEvent(input, { source: "door", now });
        if (parsed.ok) {
          expect(parsed.event.at.getTime()).not.toBeNaN();
          expect(parsed.event.subject.id).not.toBe("");
          return;
        }
        expect(parsed.errors.length).toBeGreaterThan(0);
        for (const error of parsed.errors) expect(error.message).toMatch(/^(must|is|exactly)/);
      }),
      { numRuns: 1000 },
    );
  });

  it("is refused at the field that was damaged", () => {
    fc.assert(
      fc.property(fc.constantFrom(...documentedExamples), fc.context(), (example, context) => {
        for (const field of requiredFields(example)) {
          const { [field]: _, ...data } = example.data;
          context.log(`${example.type} without ${field}`);
          const paths = errorsOf({ ...example, data }).map((error) => error.path);
          expect(paths.some((path) => path === `data.${field}`)).toBe(true);
        }
      }),
    );
  });
});

/** A documented event with something put somewhere, or taken away. */
function damagedEvent(): fc.Arbitrary<unknown> {
  return fc
    .record({
      example: fc.constantFrom(...documentedExamples),
      path: fc.constantFrom("id", "source", "type", "time", "data", "subject", "specversion"),
      field: fc.option(
        fc.constantFrom("conversation", "author", "score", "tags", "amount", "__proto__", "team"),
      ),
      value: fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.constantFrom(...types)),
    })
    .map(({ example, path, field, value }) =>
      field === null
        ? { ...example, [path]: value }
        : { ...example, data: { ...example.data, [field]: value } },
    );
}

function requiredFields(example: ExampleEvent): string[] {
  return Object.entries(vocabulary[example.type as EventType].shape)
    .filter(([, schema]) => !schema.safeParse(undefined).success)
    .map(([field]) => field);
}
