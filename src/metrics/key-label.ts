import { bucketLabel } from "../calendar/buckets.ts";
import type { Dimension } from "./metric-query.ts";
import { isBucketUnit } from "./time-axis.ts";

/** A key of a breakdown as people read it: "Mon 2", "09:00", "Tue", "nobody", "email". */
export function keyLabel(
  dimension: Dimension,
  key: string | null,
  nameOf: (dimension: Dimension, key: string) => string | undefined = () => undefined,
): string {
  if (key === null) return dimension === "agent" ? "nobody" : `no ${dimension}`;
  if (isBucketUnit(dimension)) return bucketLabel(dimension, key);
  if (dimension === "hour-of-day") return `${key}:00`;
  if (dimension === "weekday") return `${key.slice(0, 1).toUpperCase()}${key.slice(1, 3)}`;
  return nameOf(dimension, key) ?? key;
}
