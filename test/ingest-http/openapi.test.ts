import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openapi } from "../../src/ingest/http/openapi.ts";
import { answerExamples, requestExamples } from "../../src/ingest/http/openapi-examples.ts";
import { type OpenDoor, openDoor } from "../support/event-door.ts";

const renew = `node -e 'import("./src/ingest/http/openapi.ts").then((m) => console.log(JSON.stringify(m.openapi(), null, 2)))' > docs/openapi.json && biome check --write docs/openapi.json`;
const document = JSON.parse(JSON.stringify(openapi()));
const operation = document.paths["/v1/events"].post;

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

describe("the OpenAPI document", () => {
  it("is what docs/openapi.json says", async () => {
    const committed = await readFile(resolve(import.meta.dirname, "../../docs/openapi.json"), "utf8");

    expect(JSON.parse(committed), `stale: run ${renew}`).toEqual(document);
  });

  it("shows every example", () => {
    const shown = Object.values(operation.requestBody.content).flatMap((content) =>
      Object.keys((content as { examples?: object }).examples ?? {}),
    );

    expect(shown.sort()).toEqual(Object.keys(requestExamples).sort());
  });

  it.each(Object.entries(requestExamples))("has an example that works: %s", async (name, example) => {
    await door.database.pool.query("delete from event_keys; delete from events");
    const source = example.needsSource ? "helpdesk/acme" : null;
    const authorization = `Bearer ${await door.key({ source })}`;
    const answer = await door.post(example.value, {
      "content-type": example.contentType,
      ...example.headers,
      authorization,
    });

    expect(answer.status).toBe(example.status);
    if (name in answerExamples) {
      expect(answer.body).toEqual(answerExamples[name as keyof typeof answerExamples]);
    }
    expect(isValid("Answer", answer.body)).toBe(true);
  });

  it("has a schema of an event that its examples fit, but for the wrong one", () => {
    const { structured, batch, partlyWrong, wrong } = requestExamples;
    const events = [structured, batch, partlyWrong, wrong].flatMap((example) => example?.value);

    expect(events.map((event) => isValid("Event", event))).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it.each([400, 401, 413, 415, 429, 503])("describes the answer %i", (status) => {
    expect(operation.responses[status].description.length).toBeGreaterThan(10);
  });
});

const ajv = new Ajv2020({ strict: false, discriminator: false, formats: { "date-time": true } });
ajv.addSchema(document, "openapi");

function isValid(schema: "Event" | "Answer", value: unknown): boolean {
  return ajv.getSchema(`openapi#/components/schemas/${schema}`)?.(value) === true;
}
