import { z } from "zod";
import { TimeZone } from "../local-instant.ts";
import { isTimeFormat } from "../time-format.ts";
import { listOf, strictForm } from "./strict-form.ts";

/** A column's name. A name that looks like a number may be written without quotes. */
export const Column = z.union([z.string().min(1), z.int().transform(String)], {
  error: "must be a column's name",
});

export const Literal = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: "must be a text, a number, true, false or null",
});
export type Literal = z.infer<typeof Literal>;

export const Expression = z.string().refine((text) => {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}, "must be a regular expression");

const Format = z.string().refine(isTimeFormat, {
  error:
    "must be iso, unix, unix-ms, excel, or letters like d/M/yyyy HH:mm:ss with a year, a month and a day",
});
export const Formats = listOf(Format);

const UNITS = ["seconds", "minutes", "hours", "days", "clock"] as const;
export type Unit = (typeof UNITS)[number];

/** Where a value comes from (exactly one of the first four) and how it is read. */
export interface ValueSpec {
  readonly column?: string | undefined;
  readonly value?: Literal | undefined;
  readonly template?: string | undefined;
  readonly first?: readonly ValueSpec[] | undefined;
  readonly row?: "first" | "last" | undefined;
  readonly extract?: string | undefined;
  readonly map?: Readonly<Record<string, Literal>> | undefined;
  readonly else?: Literal | undefined;
  readonly split?: string | undefined;
  readonly unit?: Unit | undefined;
  readonly format?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
  readonly plus?: ValueSpec | undefined;
}

const SOURCES = ["column", "value", "template", "first"] as const;

const ValueForm: z.ZodType<ValueSpec> = strictForm({
  column: Column.optional(),
  value: Literal.optional(),
  template: z.string().min(1).optional(),
  first: z
    .array(z.lazy(() => Value))
    .min(1)
    .optional(),
  row: z.enum(["first", "last"]).optional(),
  extract: Expression.optional(),
  map: z.record(z.string(), Literal).optional(),
  else: Literal.optional(),
  split: z.string().min(1).optional(),
  unit: z.enum(UNITS).optional(),
  format: Formats.optional(),
  timezone: TimeZone.optional(),
  plus: z.lazy(() => Value).optional(),
}).refine((form) => SOURCES.filter((key) => form[key] !== undefined).length === 1, {
  error: "must have exactly one of column, value, template and first",
});

/** A bare text names a column; a bare number, true, false or null stands for itself. */
export const Value: z.ZodType<ValueSpec> = z.preprocess((input) => {
  if (typeof input === "string") return { column: input };
  return typeof input === "object" && input !== null ? input : { value: input };
}, ValueForm);
