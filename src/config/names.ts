import { z } from "zod";

/** A name. An id that looks like a number may be written without quotes. */
export const Name = z.union([z.string().min(1), z.int().transform(String)], { error: "must be a name" });

export const Names = z.union([Name.transform((one) => [one]), z.array(Name).min(1)], {
  error: "must be a name or a list of names",
});
