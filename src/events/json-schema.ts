import { z } from "zod";
import { type EventType, vocabulary } from "./vocabulary.ts";

/**
 * The JSON Schema (2020-12) of one event of any type, generated from the zod schemas: what `docs/events.schema.json`
 * holds.
 */
export function eventJsonSchema(): Record<string, unknown> {
  const types = Object.keys(vocabulary) as EventType[];
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "deskpulse event",
    description: "CloudEvents 1.0 in structured mode. `source` and `id` together identify an event.",
    oneOf: types.map((type) => ({
      type: "object",
      title: type,
      required: ["id", "type", "time", "data"],
      properties: {
        specversion: { const: "1.0" },
        id: { type: "string", minLength: 1, maxLength: 200 },
        source: { type: "string", minLength: 1, maxLength: 200 },
        type: { const: type },
        subject: { type: "string" },
        time: { type: "string", format: "date-time" },
        data: schemaOf(type),
      },
    })),
  };
}

function schemaOf(type: EventType): unknown {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(vocabulary[type], { io: "input" });
  return schema;
}
