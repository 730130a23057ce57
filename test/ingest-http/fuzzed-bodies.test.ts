import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, noteEvent, type OpenDoor, openDoor } from "../support/event-door.ts";

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

/** A refusal says something; and nothing of it is in the log. */
async function isRefused(answer: Answer): Promise<void> {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  const messages = answer.status === 422 ? answer.body.rejected[0].errors : [{ message: answer.body.error }];
  expect(messages.length).toBeGreaterThan(0);
  for (const { message } of messages) expect(message.length).toBeGreaterThan(8);
  expect(await door.stored()).toEqual([]);
}

const order = (data: object) =>
  noteEvent("o", { type: "order.placed", data: { order: "o1", currency: "EUR", ...data } });
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const text = (event: object, from: string, to: string) => JSON.stringify(event).replace(from, to);

describe("what cannot be an event is refused with a reason", () => {
  it.each<[string, unknown]>([
    ["a wrong type", noteEvent("x", { id: 5 })],
    ["a list as data", noteEvent("x", { data: [] })],
    ["an unknown type", noteEvent("x", { type: "x".repeat(1_000_000) })],
    ["year 0", noteEvent("x", { time: "0000-01-01T00:00:00Z" })],
    ["year 9999", noteEvent("x", { time: "9999-12-31T23:59:59Z" })],
    [
      "a span from year 0 to year 9999",
      noteEvent("x", {
        type: "cost.recorded",
        data: { amount: 1, currency: "EUR", from: "0000-01-01T00:00:00Z", to: "9999-12-31T23:59:59Z" },
      }),
    ],
    ["a day that is none", noteEvent("x", { time: "2026-02-30T00:00:00Z" })],
    ["a time without an offset", noteEvent("x", { time: "2026-02-03T00:00:00" })],
    ["negative money", order({ amount: -0.01 })],
    ["negative money in words", order({ amount: "-5" })],
    ["infinite money", text(order({ amount: "MUCH" }), '"MUCH"', "1e999")],
    ["a huge id", noteEvent("x".repeat(5_000_000))],
    [
      "a huge number of wrong tags",
      noteEvent("x", {
        type: "conversation.tagged",
        data: { conversation: "c", tags: Array(100_000).fill(1) },
      }),
    ],
    [
      "a huge text",
      noteEvent("x", { type: "message.received", data: { conversation: "c", text: "x".repeat(9_000_000) } }),
    ],
    ["NUL in an id", noteEvent("x\0")],
    [
      "NUL in a field nobody knows",
      noteEvent("x", { data: { conversation: "c", agent: "a", more: ["\0"] } }),
    ],
    ["NUL in a name", noteEvent("x", { data: { conversation: "c", agent: "a", "\0": 1 } })],
    ["a NUL byte", text(noteEvent("x"), "note", "no\0te")],
    ["__proto__ in the data", text(noteEvent("x"), '"agent"', '"__proto__":{"admin":true},"agent"')],
    ["__proto__ in disguise", text(noteEvent("x"), '"agent"', '"__proto\\u005f_":{"admin":true},"agent"')],
    ["__proto__ in the envelope", text(noteEvent("x"), '"id"', '"__proto__":{},"id"')],
    ["a name that stands twice", text(noteEvent("x"), '"agent"', '"agent":"bob","agent"')],
    ["a name that stands twice in disguise", text(noteEvent("x"), '"agent"', '"\\u0061gent":"bob","agent"')],
    ["data nested deep", text(noteEvent("x"), '"agent"', `"more":${nested(90)},"agent"`)],
    ["data nested deeper", text(noteEvent("x"), '"agent"', `"more":${nested(100_000)},"agent"`)],
    ["lists nested without end", "[".repeat(10_000_000)],
    ["nothing", ""],
    ["data that is said to be XML", noteEvent("x", { datacontenttype: "text/xml" })],
  ])("%s", async (_, body) => {
    await isRefused(await door.post(body));
  });

  it("half a surrogate pair is stored as the character for what cannot be read", async () => {
    const id = "surrogate";
    const body = text(noteEvent(id), '"agent"', '"more":"\\ud800","agent"');

    expect((await door.post(body)).status).toBe(202);
    await door.database.pool.query("delete from event_keys; delete from events");
  });
});

describe("whatever is sent", () => {
  const key = fc.oneof(
    fc.constantFrom("id", "type", "time", "data", "source", "specversion", "__proto__", ""),
    fc.string(),
  );
  const anyJson = fc.jsonValue({ maxDepth: 6 });
  const mutated = fc
    .tuple(fc.constantFrom("id", "source", "type", "time", "data", "subject", "datacontenttype"), anyJson)
    .map(([name, value]) => noteEvent("fuzz", { [name]: value }));
  const spoiled = fc.tuple(fc.nat(160), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([at, bytes]) => {
    const body = Buffer.from(JSON.stringify(noteEvent("fuzz")));
    body.set(bytes, Math.min(at, body.length - bytes.length));
    return new Uint8Array(body);
  });
  const type = fc.constantFrom(
    "application/json",
    "application/cloudevents+json",
    "application/cloudevents-batch+json",
    "application/x-ndjson",
  );
  const body = fc.oneof(
    anyJson.map((value) => JSON.stringify(value)),
    fc.dictionary(key, anyJson).map((value) => JSON.stringify(value)),
    mutated.map((value) => JSON.stringify(value)),
    fc.array(mutated, { maxLength: 4 }).map((value) => JSON.stringify(value)),
    spoiled,
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary" }),
  );

  it("is answered with what became of it, never with a fault of ours, and is stored just when it was accepted", async () => {
    await fc.assert(
      fc.asyncProperty(type, body, async (contentType, sent) => {
        const answer = await door.post(sent, { "content-type": contentType });

        expect([202, 400, 422]).toContain(answer.status);
        const stored = await door.stored();
        expect(stored.length).toBe(answer.body.accepted ?? 0);
        if (stored.length > 0) await door.database.pool.query("delete from event_keys; delete from events");
      }),
      { numRuns: 400 },
    );
  });

  it("in headers of binary mode is, too", async () => {
    const header = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    const headers = fc.record({ "ce-id": header, "ce-source": header, "ce-type": header, "ce-time": header });

    await fc.assert(
      fc.asyncProperty(headers, async (attributes) => {
        const answer = await door.post({ agent: "ada" }, { ...attributes, "ce-specversion": "1.0" });

        expect(answer.status).toBe(422);
      }),
      { numRuns: 50 },
    );
  });
});
