import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import { type Dimension, dimensions } from "./metric-query.ts";

/** @throws UsageError naming the nearest dimension */
export function parseDimension(text: string): Dimension {
  const word = text.trim().toLowerCase();
  const found = dimensions.find((dimension) => dimension === word);
  if (found) return found;
  const near = closest(word, dimensions);
  const hint = near ? `did you mean ${near}?` : `there are ${dimensions.join(", ")}.`;
  throw new UsageError(`${JSON.stringify(text)} is no dimension: ${hint}`);
}
