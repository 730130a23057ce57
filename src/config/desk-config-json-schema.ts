import { z } from "zod";
import { DeskConfig } from "./desk-config.ts";

/** The JSON Schema of deskpulse.yaml for editors, generated from the zod schema: `docs/deskpulse.schema.json`. */
export function deskConfigJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(DeskConfig, { io: "input" });
  return { $schema, title: "deskpulse.yaml", ...schema };
}
