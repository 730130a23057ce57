import { z } from "zod";
import { closest } from "../../closest.ts";

/** An object of exactly these keys; of another key it says which one may be meant. */
export function strictForm<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknown(key, known)).join("; ")
        : undefined,
  });
}

/** One of them may be written without the brackets of a list. */
export function listOf<T extends z.ZodType>(entry: T) {
  return z.preprocess((input) => (Array.isArray(input) ? input : [input]), z.array(entry).min(1));
}

function unknown(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  const hint = near ? `did you mean ${near}?` : `known here are ${known.join(", ")}`;
  return `has the unknown key ${JSON.stringify(key)}; ${hint}`;
}
