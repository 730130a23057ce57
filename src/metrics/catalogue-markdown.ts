import { catalogue } from "./catalogue.ts";
import type { MetricDefinition } from "./metric-definition.ts";

const INTRODUCTION = `# KPIs

What deskpulse computes, generated from its catalogue. \`deskpulse kpi <id>\` answers each of them, \`deskpulse kpis\`
lists them.

- Every KPI is compared with the period before: as many local days, the calendar month before a month, the same elapsed
  time of other spans, the same elapsed part of a period that still runs.
- Periods are whole local days: "today" is compared over its elapsed part, "last 7 days" are the seven before today.
  "last 24 hours" end now.
- *Counted at* is the instant that puts a thing in a period. A level is taken at the period's end, by day at each
  day's end.
- A mean, rate or percentile over nothing is *no data*, a count of nothing is 0.
- Durations offer mean (the headline), median, p90 and p95, and are seconds in JSON and CSV.
- A change is called better or worse only where both samples are at least 5 and the difference is significant at 95 %.
- Merged and discarded conversations are left out everywhere, at once and backwards in time.
`;

/** docs/kpis.md. */
export function catalogueMarkdown(): string {
  const families = Map.groupBy(catalogue, ({ family }) => family);
  const sections = [...families].map(
    ([family, definitions]) => `## ${family}\n\n${definitions.map(entry).join("\n\n")}\n`,
  );
  return [INTRODUCTION, ...sections].join("\n");
}

function entry(definition: MetricDefinition): string {
  const { id, name, unit, direction, at, dimensions, measurement } = definition;
  const better = direction === "neutral" ? "neither way is better" : `${direction} is better`;
  const counted = measurement.kind === "level" ? "a level" : `counted at: ${at}`;
  return [
    `### \`${id}\` · ${name}`,
    definition.definition,
    `${unit}, ${better}, ${counted}. Split by: ${dimensions.join(", ")}.`,
  ].join("\n\n");
}
