import { z } from "zod";
import { isEncoding } from "../as-utf8.ts";
import { TimeZone } from "../local-instant.ts";
import { Condition } from "./condition-spec.ts";
import { listOf, strictForm } from "./strict-form.ts";
import { Column, Formats, Literal, Value } from "./value-spec.ts";

const Character = z.string().regex(/^[\t -~]$/, 'must be one character, like "," or "\\t"');

const Table = strictForm({
  delimiter: Character.default(","),
  quote: Character.nullable().default('"'),
  encoding: z
    .string()
    .refine(isEncoding, "must be an encoding like utf-8, windows-1252 or utf-16le")
    .optional(),
  columns: z.array(Column).min(1).optional(),
  skipLines: z.int().nonnegative().default(0),
  // YAML reads NULL as null, and who writes it means the word in the file.
  missing: listOf(Literal)
    .transform((words) => words.flatMap((word) => (word === null ? ["null", "NULL", "Null"] : String(word))))
    .default([]),
  decimal: z.enum([".", ","]).default("."),
});

const Times = strictForm({ format: Formats.prefault("iso"), timezone: TimeZone.optional() });

const Case = strictForm({
  by: Value,
  grouped: z.boolean().default(false),
  order: Value.optional(),
});

const Rule = strictForm({
  type: z.string(),
  name: z
    .string()
    .regex(/^[\w.-]{1,60}$/, "must be letters, digits, hyphens and dots")
    .optional(),
  row: z.enum(["first", "later", "last"]).optional(),
  changed: listOf(Column).optional(),
  was: Condition.optional(),
  when: Condition.optional(),
  id: Value.optional(),
  at: Value,
  data: z.record(z.string(), Value).default({}),
});
export type RuleSpec = z.infer<typeof Rule>;

/** A mapping file: how the rows of a CSV table become events. docs/importing.md explains every key. */
export const MappingSpec = strictForm({
  source: z.string().min(1).max(200).optional(),
  table: Table.prefault({}),
  times: Times.prefault({}),
  case: Case.optional(),
  key: Value.optional(),
  where: Condition.optional(),
  events: z.array(Rule).min(1),
});
export type MappingSpec = z.infer<typeof MappingSpec>;
