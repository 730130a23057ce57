import { request as httpRequest } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noteEvent, type OpenDoor, openDoor, postEvents } from "../support/event-door.ts";

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const batch = { "content-type": "application/cloudevents-batch+json" };
const ndjson = { "content-type": "application/x-ndjson" };
const all = (accepted: number) => ({ accepted, duplicates: 0, rejected: [] });

describe("events arrive", () => {
  it("as one structured event", async () => {
    const answer = await door.post(noteEvent("s1"), {
      "content-type": "application/cloudevents+json; charset=UTF-8",
    });

    expect(answer).toMatchObject({ status: 202, body: all(1) });
    expect(await door.stored()).toContain("desk/s1");
  });

  it("as a batch, an array or an object of plain JSON", async () => {
    expect((await door.post([noteEvent("b1"), noteEvent("b2")], batch)).body).toEqual(all(2));
    expect((await door.post([noteEvent("b3"), noteEvent("b4")])).body).toEqual(all(2));
    expect((await door.post(noteEvent("b5"))).body).toEqual(all(1));
    expect((await door.post([], batch)).body).toEqual(all(0));
  });

  it("as NDJSON, of which a line that is no JSON is refused alone", async () => {
    const lines = ["", JSON.stringify(noteEvent("n1")), "{oops", `${JSON.stringify(noteEvent("n2"))}\r`, ""];
    const answer = await door.post(lines.join("\n"), ndjson);

    expect(answer).toMatchObject({ status: 202, body: { accepted: 2, rejected: [{ index: 1, id: null }] } });
    expect(answer.body.rejected[0].errors[0].message).toMatch(/^the line is not valid JSON/);
  });

  it("in binary mode, with attributes percent-encoded in the headers", async () => {
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": "bin-%E2%82%AC",
      "ce-source": "desk",
      "ce-type": "note.added",
      "ce-time": "2026-03-02T09:00:00Z",
      "ce-subject": "conversation/c9",
    };

    expect((await door.post({ agent: "ada" }, headers)).body).toEqual(all(1));
    expect(await door.stored()).toContain("desk/bin-€");
  });

  it("with data as Base64", async () => {
    const { data, ...rest } = noteEvent("b64");
    const encoded = Buffer.from(JSON.stringify(data)).toString("base64");

    expect((await door.post({ ...rest, data_base64: encoded })).body).toEqual(all(1));
    expect((await door.post({ ...rest, data_base64: "?" })).body.rejected[0].errors[0].path).toBe(
      "data_base64",
    );
  });

  it.each([
    ["gzip", "gzip", gzipSync],
    ["Brotli", "br", brotliCompressSync],
    ["zlib", "deflate", deflateSync],
    ["bare deflate", "deflate", deflateRawSync],
  ])("compressed with %s", async (id, coding, compress) => {
    const body = compress(JSON.stringify(noteEvent(id)));

    expect((await door.post(body, { "content-encoding": coding })).body).toEqual(all(1));
  });

  it("of unknown length", async () => {
    const body = new Blob([JSON.stringify(noteEvent("chunked"))]).stream();
    const headers = { authorization: `Bearer ${await door.key()}`, "content-type": "application/json" };
    const answer = await fetch(door.url, { method: "POST", headers, body, duplex: "half" } as RequestInit);

    expect(await answer.json()).toEqual(all(1));
  });
});

describe("a batch", () => {
  it("keeps its good events, and says of each wrong one where it stands, what was found and what is expected", async () => {
    const wrong = noteEvent("p2", { data: { conversation: "c1", agent: 5 } });
    const answer = await door.post([noteEvent("p1"), wrong, noteEvent("p3"), 7], batch);

    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(answer.body.rejected).toEqual([
      { index: 1, id: "p2", errors: [{ path: "data.agent", message: "must be text (found 5)" }] },
      { index: 3, id: null, errors: [{ path: "", message: "must be an object (found 7)" }] },
    ]);
    expect(await door.stored()).toEqual(expect.arrayContaining(["desk/p1", "desk/p3"]));
  });

  it("counts a repeat once, within itself and later", async () => {
    expect((await door.post([noteEvent("d1"), noteEvent("d1"), noteEvent("d2")], batch)).body).toEqual({
      accepted: 2,
      duplicates: 1,
      rejected: [],
    });
    const later = noteEvent("d1", { time: "2025-01-01T00:00:00Z" });
    expect(await door.post(later)).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 1 } });
  });

  it("judges a wrong event wrong even where its id is known", async () => {
    await door.post(noteEvent("known"));

    expect(await door.post(noteEvent("known", { type: "note.addded" }))).toMatchObject({
      status: 422,
      body: { accepted: 0, duplicates: 0, rejected: [{ index: 0, id: "known" }] },
    });
  });

  it("of 10,000 events is taken, of one more it is refused, whatever they are", async () => {
    const events = Array.from({ length: 10_000 }, (_, index) => noteEvent(`many-${index}`));

    expect((await door.post(events)).body).toEqual(all(10_000));
    expect((await door.post(`[${"{},".repeat(10_000)}{}]`)).status).toBe(413);
    expect((await door.post("{}\n".repeat(10_001), ndjson)).status).toBe(413);
  });

  it("with months that the log has no partition for is stored", async () => {
    const events = Array.from({ length: 120 }, (_, month) =>
      noteEvent(`old-${month}`, { time: new Date(Date.UTC(1990, month, 2)).toISOString() }),
    );

    expect((await door.post(events)).body).toEqual(all(120));
  });
});

describe("a request is refused", () => {
  const event = noteEvent("never");
  const large = Buffer.alloc(10 * 1024 * 1024 + 1, 0x20);

  it.each([
    ["without a readable body", 400, "{", {}],
    ["with a list where one event belongs", 400, [event], { "content-type": "application/cloudevents+json" }],
    ["with one event where a list belongs", 400, event, batch],
    ["that is no event at all", 400, "5", {}],
    ["in another encoding than UTF-8", 400, Buffer.from([0x22, 0xff, 0x22]), {}],
    ["said to be UTF-16", 415, event, { "content-type": "application/json; charset=utf-16" }],
    ["that is not compressed as it says", 400, event, { "content-encoding": "gzip" }],
    ["in an unknown coding", 415, event, { "content-encoding": "zstd" }],
    ["of another type", 415, event, { "content-type": "text/plain" }],
    ["of another type in binary mode", 415, "<a/>", { "content-type": "text/xml", "ce-specversion": "1.0" }],
    ["that is too large", 413, large, {}],
    ["that is too large once decompressed", 413, gzipSync(large), { "content-encoding": "gzip" }],
    [
      "that is too large once decompressed by Brotli",
      413,
      brotliCompressSync(large),
      { "content-encoding": "br" },
    ],
    ["whose event holds too many values", 413, `{"data":[${"[],".repeat(10_000)}1]}`, {}],
    ["that holds too many values", 413, `[${`[${"[],".repeat(2_000)}1],`.repeat(260)}1]`, {}],
    ["whose lines hold too many values", 413, `[${"[],".repeat(2_000)}1]\n`.repeat(260), ndjson],
    ["nested too deep", 400, `${"[".repeat(5_000)}${"]".repeat(5_000)}`, {}],
    ["without a key", 401, event, { authorization: "" }],
    ["with another kind of credentials", 401, event, { authorization: "Basic YTpi" }],
    ["with a key that never was", 401, event, { authorization: "Bearer dp_0123" }],
    ["of which nothing can be taken", 422, { ...event, type: "x" }, {}],
  ])("%s: %i", async (_, status, body, headers: Record<string, string>) => {
    const before = await door.stored();
    const answer = await door.post(body, headers);

    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body).length).toBeGreaterThan(20);
    expect(await door.stored()).toEqual(before);
  });

  it("with oversized headers: 431", async () => {
    expect(
      (await fetch(door.url, { method: "POST", headers: { "x-large": "x".repeat(20_000) } })).status,
    ).toBe(431);
  });

  it("and the connection stays of use", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => postEvents(door.url, "dp_wrong", large.subarray(0, 500_000))),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });

  it("that breaks off, without harm to others", async () => {
    const key = await door.key();
    const broken = httpRequest(door.url, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "content-length": 1000 },
    });
    broken.on("error", () => undefined);
    broken.write('{"specversion"');
    await new Promise((resolve) => broken.on("socket", (socket) => socket.once("connect", resolve)));
    broken.destroy();

    expect((await door.post(noteEvent("after"))).body).toEqual(all(1));
  });
});

describe("a key", () => {
  it("with a source takes bare events, and no other source's", async () => {
    const authorization = `Bearer ${await door.key({ source: "shop" })}`;
    const { specversion: _version, source: _source, ...bare } = noteEvent("bare");
    const answer = await door.post([bare, noteEvent("other"), noteEvent("same", { source: "shop" })], {
      authorization,
    });

    expect(answer.body).toMatchObject({
      accepted: 2,
      rejected: [{ index: 1, errors: [{ path: "source" }] }],
    });
    expect(await door.stored()).toEqual(expect.arrayContaining(["shop/bare", "shop/same"]));
  });

  it("without a source takes no bare events", async () => {
    const { specversion: _version, source: _source, ...bare } = noteEvent("bare");
    const answer = await door.post(bare);

    expect(answer.status).toBe(422);
    expect(answer.body.rejected[0].errors.map(({ path }: { path: string }) => path)).toEqual([
      "specversion",
      "source",
    ]);
  });

  it("may send so many events a second, and is told when to go on", async () => {
    const headers = { authorization: `Bearer ${await door.key({ ratePerSecond: 5 })}` };
    const first = await door.post(
      Array.from({ length: 20 }, (_, index) => noteEvent(`rate-${index}`)),
      headers,
    );
    const second = await door.post(noteEvent("rate-21"), headers);

    expect([first.status, second.status]).toEqual([202, 429]);
    expect(Number(second.headers.get("retry-after"))).toBeGreaterThanOrEqual(3);
    expect(second.body.error).toMatch(/5 events a second/);
    expect((await door.post(noteEvent("rate-22"))).status).toBe(202);
  });
});
