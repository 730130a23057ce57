import { z } from "zod";
import { listOf, strictForm } from "./strict-form.ts";
import { Expression, Literal } from "./value-spec.ts";

const TestForm = strictForm({
  is: listOf(Literal).optional(),
  not: listOf(Literal).optional(),
  missing: z.boolean().optional(),
  matches: Expression.optional(),
  above: z.number().optional(),
  below: z.number().optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
}).refine((test) => Object.keys(test).length > 0, { error: "must test something, like { is: Resolved }" });
export type TestSpec = z.infer<typeof TestForm>;

/** What is asked of one cell. A bare value or list: the cell is one of these. */
const Test = z.preprocess(
  (input) => (typeof input === "object" && input !== null && !Array.isArray(input) ? input : { is: input }),
  TestForm,
);

/** Columns with what is asked of each, all of which must hold; of a list of these one must. */
export const Condition = listOf(z.record(z.string(), Test));
export type ConditionSpec = z.infer<typeof Condition>;
