import { catalogue } from "./catalogue.ts";
import type { MetricDefinition } from "./metric-definition.ts";

const INTRODUCTION = `# KPIs

What deskpulse computes, generated from its catalogue. \`deskpulse kpi <id>\` answers each of them, \`deskpulse kpis\`
lists them, \`deskpulse kpi <id> --why\` tells what a number is made of. See also [how a change is
judged](judgement.md), [business hours](calendars.md), [promises to customers](sla.md), [alerts](alerts.md),
[sentiment](sentiment.md) and [how a KPI is added](adding-a-kpi.md).

- **Periods** are whole local days: "today" is compared over its elapsed part, "last 7 days" are the seven before today.
  "last 24 hours" end now. *Counted at* is the instant that puts a thing in a period [from, to): its first instant
  belongs to it, its end does not.
- **Comparison** is with the period before: as many local days, the calendar month before a month, the same elapsed time
  of other spans, the same elapsed part of a period that still runs. \`--compare week\` and \`--compare year\` take the
  same local times seven days earlier, and the same local dates of the year before.
- **No data is not zero.** A mean, rate or percentile over nothing is *no data*; a count or a sum of nothing is 0. Where
  there was nothing before there is no change.
- **Levels** are taken at the period's end, by day at each day's end: what began before that instant and had not ended
  before it. Only hours, days, weeks and months have a level of their own.
- **The sample** is what the entry names: the values averaged, what a rate divides by, or the count itself.
- **Breakdowns** count different things once in each cell and once in the total, so cells need not add up to it. Shares
  such as sentiment by sentiment are of the whole. Agent and team of what happens are those of its instant, of levels and
  of what is counted by its opening the last known; other attributes of a conversation are the last known.
- **Durations** offer the mean (the headline), median, p90, p95 and, where a goal bounds them from above, the share within
  it (\`--stat within-goal\`). In JSON and CSV they are seconds.
- **Clocks.** Elapsed time is the default; \`--clock business\` counts the time inside the calendar of the team that a time
  is credited to. Without a calendar business time is not measured, and the answer says so.
- **Money** is never summed up across currencies: there is a row a currency, named in the key as \`currency\`, also where
  nobody asked for it; where there was no money, one row without. A chart of several draws the one with the largest amounts.
- **Goals** are those of the configuration. The goal of a team and channel stands before that of one of them, and that
  before the desk's; it judges values of its own statistic. A goal is *met*, *nearly met* where it is missed by at most a
  tenth of its bound, else *missed*.
- **Left out everywhere**: merged and discarded conversations, at once and backwards in time; what was merged counts where
  it went. Bots, automations, campaigns and reminders are no agents: what they send is no reply.
- **Scales.** An average of scores is of the scale that most answers of both periods are on; the rest are counted beside
  it. Where a scale's better end is the low one, lower is better.
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
  const { id, name, unit, direction, at, dimensions, chart, sampleOf, measurement } = definition;
  const better = direction === "neutral" ? "neither way is better" : `${direction} is better`;
  const counted = measurement.kind === "level" ? "a level" : `counted at: ${at}`;
  return [
    `### \`${id}\` · ${name}`,
    definition.definition,
    `${unit}, ${better}, ${counted}. Sample: ${sampleOf[1]}. Chart: ${chart.kind} by ${chart.by.join(" and ")}.`,
    `Split by: ${dimensions.join(", ")}.`,
  ].join("\n\n");
}
