import { CloudEvent, emitterFor, HTTP, Mode, type Options } from "cloudevents";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenDoor, openDoor } from "../support/event-door.ts";

let door: OpenDoor;
let key: string;
beforeAll(async () => {
  door = await openDoor();
  key = await door.key();
});
afterAll(() => door.close());

const event = (id: string) =>
  new CloudEvent({
    id,
    source: "sdk",
    type: "note.added",
    subject: "conversation/c1",
    time: "2026-03-02T09:00:00.000Z",
    datacontenttype: "application/json",
    data: { conversation: "c1", agent: "ada" },
  });

/** As the SDK's documentation sends: with fetch, of a message it made. */
async function send(message: { headers: object; body: unknown }) {
  const headers = { ...(message.headers as Record<string, string>), authorization: `Bearer ${key}` };
  const response = await fetch(door.url, { method: "POST", headers, body: String(message.body) });
  return { status: response.status, body: await response.json() };
}

describe("the CloudEvents SDK", () => {
  it("sends an event in structured mode", async () => {
    expect(await send(HTTP.structured(event("structured")))).toMatchObject({
      status: 202,
      body: { accepted: 1 },
    });
    expect(await door.stored()).toContain("sdk/structured");
  });

  it("sends an event in binary mode", async () => {
    expect(await send(HTTP.binary(event("binary")))).toMatchObject({ status: 202, body: { accepted: 1 } });
    expect(await door.stored()).toContain("sdk/binary");
  });

  it("sends a batch", async () => {
    const message = {
      headers: { "content-type": "application/cloudevents-batch+json" },
      body: JSON.stringify([event("one"), event("two")]),
    };

    expect(await send(message)).toMatchObject({ status: 202, body: { accepted: 2 } });
    expect(await door.stored()).toEqual(expect.arrayContaining(["sdk/one", "sdk/two"]));
  });

  it.each([Mode.BINARY, Mode.STRUCTURED])("emits in %s mode", async (mode) => {
    const emit = emitterFor(
      async (message: { headers: object; body: unknown }, _options?: Options) => await send(message),
      { mode },
    );

    expect(await emit(event(`emitted-${mode}`))).toMatchObject({ status: 202, body: { accepted: 1 } });
  });
});
