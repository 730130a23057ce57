import { z } from "zod";
import { Envelope } from "./envelope.ts";
import { type EventType, vocabulary } from "./vocabulary.ts";

/**
 * The JSON Schema (2020-12) of one event of any type, generated from the zod schemas: what `docs/events.schema.json`
 * holds.
 */
export function eventJsonSchema(): Record<string, unknown> {
  const types = Object.keys(vocabulary) as EventType[];
  const { properties } = schemaOf(Envelope);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "deskpulse event",
    description:
      "CloudEvents 1.0 in structured mode. source and id together identify an event. specversion and source may be left " +
      "out where the door knows the source: in files, and with an API key that carries one.",
    oneOf: types.map((type) => ({
      type: "object",
      title: type,
      required: ["id", "type", "time", "data"],
      properties: {
        ...(properties as Record<string, unknown>),
        type: { const: type },
        data: schemaOf(vocabulary[type]),
      },
    })),
  };
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
