import { spanText } from "./spans.ts";

/** Keys whose numbers are spans wherever they stand. */
const spanKeys = new Set([
  "reopenWindow",
  "events",
  "expectedSilence",
  "grace",
  "maxStaleness",
  "holdBack",
  "firstResponse",
  "nextResponse",
  "resolution",
  "after",
  "before",
  "over",
]);

/**
 * A validated configuration with its spans as people write them: 604800000 is 7d.
 *
 * @param durations the KPIs whose goals are spans
 */
export function readableConfig(config: object, durations: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, readable(key, value)]));

  function readable(key: string, value: unknown, isSpan = spanKeys.has(key)): unknown {
    if (typeof value === "number" && isSpan) return spanText(value);
    if (Array.isArray(value)) return value.map((item) => readable("", item));
    if (typeof value !== "object" || value === null) return value;
    const hasSpans = "kpi" in value && typeof value.kpi === "string" && durations.has(value.kpi);
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        name,
        readable(name, field, spanKeys.has(name) || (hasSpans && bounds.has(name))),
      ]),
    );
  }
}

const bounds = new Set(["atMost", "atLeast", "above", "below"]);
