import { z } from "zod";
import { eventJsonSchema } from "../../events/json-schema.ts";
import { BODY_LIMIT, DEFAULT_RATE, DEPTH_LIMIT, EVENTS_LIMIT } from "./limits.ts";
import { answerExamples, type RequestExample, requestExamples } from "./openapi-examples.ts";

const Answer = z.object({
  accepted: z.int().nonnegative().describe("events that are in the log now and were not before"),
  duplicates: z.int().nonnegative().describe("events that were known by source and id, or repeated"),
  rejected: z.array(
    z.object({
      index: z.int().nonnegative().describe("of the event in the order sent, from 0"),
      id: z.string().nullable(),
      errors: z.array(z.object({ path: z.string(), message: z.string() })),
    }),
  ),
});
const Problem = z.object({ error: z.string() });

const event = { $ref: "#/components/schemas/Event" };
const structured = { oneOf: [event, { type: "array", items: event, maxItems: EVENTS_LIMIT }] };

/** What each type of body holds. */
const bodies: Readonly<Record<string, object>> = {
  "application/cloudevents+json": event,
  "application/cloudevents-batch+json": { type: "array", items: event, maxItems: EVENTS_LIMIT },
  "application/x-ndjson": { type: "string", description: "one event a line; blank lines are skipped" },
  "application/json": {
    description:
      "An event or a list of events; with the ce- headers of CloudEvents' binary mode the event's data.",
    anyOf: [structured, { type: "object" }],
  },
};

/** The OpenAPI 3.1 document of the door for events: what `docs/openapi.json` holds and `/openapi.json` answers. */
export function openapi(): object {
  const { $schema: _dialect, ...eventSchema } = eventJsonSchema();
  return {
    openapi: "3.1.0",
    info: {
      title: "deskpulse",
      version: "1",
      description: "Send support events. Sending the same again, whenever, counts nothing twice.",
    },
    security: [{ key: [] }],
    paths: { "/v1/events": { post: sendEvents() } },
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "made by `deskpulse keys create --name NAME`" },
      },
      schemas: { Event: eventSchema, Answer: schemaOf(Answer), Problem: schemaOf(Problem) },
    },
  };
}

function sendEvents(): object {
  return {
    operationId: "sendEvents",
    summary: "Send events",
    description:
      `CloudEvents 1.0 in structured, batched and binary mode, or NDJSON; at most ${BODY_LIMIT} bytes (also decompressed), ` +
      `${EVENTS_LIMIT} events, JSON nested ${DEPTH_LIMIT} deep. The answer comes after commit. A wrong event is rejected ` +
      "alone, the others are kept.",
    parameters: [
      ...["specversion", "id", "source", "type", "time", "subject"].map((name) => ({
        name: `ce-${name}`,
        in: "header",
        description: "in binary mode the event's attribute, percent-encoded",
        schema: { type: "string" },
      })),
      {
        name: "content-encoding",
        in: "header",
        schema: { type: "string", enum: ["gzip", "deflate", "br", "identity"] },
      },
    ],
    requestBody: { required: true, content: requestContent() },
    responses: responses(),
  };
}

function requestContent(): object {
  const entries = Object.entries(bodies).map(([contentType, schema]) => {
    const examples = Object.entries(requestExamples).filter(([, given]) => given.contentType === contentType);
    return [
      contentType,
      {
        schema,
        examples: Object.fromEntries(examples.map(([name, given]) => [name, shown(given)])),
      },
    ];
  });
  return Object.fromEntries(entries);
}

function shown({ summary, headers, value }: RequestExample): object {
  const lines = Object.entries(headers ?? {}).map(([name, text]) => `${name}: ${text}`);
  return { summary, ...(headers && { description: `With the headers ${lines.join(", ")}` }), value };
}

function responses(): object {
  const retryAfter = {
    "retry-after": { description: "seconds to wait", schema: { type: "integer", minimum: 1 } },
  };
  const { batch, partlyWrong, wrong } = answerExamples;
  return {
    202: answer("Committed; what was wrong is listed", { batch, partlyWrong }),
    400: problem("The body cannot be read: no JSON, no UTF-8, nested too deep, not compressed as said"),
    401: problem("The API key is missing, unknown, revoked or expired"),
    413: problem("Too large or too many events"),
    415: problem("The content type, coding or charset is none of those taken"),
    422: answer("No event could be taken; sending the same again will not help", { wrong }),
    429: problem(
      `The key sends too fast: ${DEFAULT_RATE} events a second unless made with another rate`,
      retryAfter,
    ),
    503: problem("The store is away or busy: send the same again", retryAfter),
  };
}

function answer(description: string, examples: Readonly<Record<string, object>>): object {
  const shownAnswers = Object.entries(examples).map(([name, value]) => [name, { value }]);
  const schema = { $ref: "#/components/schemas/Answer" };
  return {
    description,
    content: { "application/json": { schema, examples: Object.fromEntries(shownAnswers) } },
  };
}

function problem(description: string, headers?: object): object {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return { description, ...(headers && { headers }), content };
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema);
  return rest;
}
