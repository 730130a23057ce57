import type { PolicyBacktest } from "../alerts/backtest-policy.ts";
import { backtestSentences } from "../alerts/backtest-text.ts";
import { type Bucket, type BucketUnit, bucketLabel, bucketsOf } from "../calendar/buckets.ts";
import type { Period } from "../calendar/period.ts";
import type { SeriesChart } from "../charts/chart-spec.ts";
import type { Chart, Section, Table } from "../messages/report.ts";
import { formatValue } from "../metrics/wording.ts";
import type { CommandRequest } from "./command.ts";
import { conversationLink } from "./conversation-link.ts";
import { localMoment } from "./local-dates.ts";
import type { Room } from "./room.ts";
import { nameOf } from "./scope.ts";
import type { Viewing } from "./viewing.ts";

type BacktestAlert = PolicyBacktest["alerts"][number];

const HOUR_MS = 3_600_000;
const MOST_WORST = 5;

/** What a back test came to, without the frame that all have. */
export interface BacktestAnswer {
  readonly summary: string;
  readonly sections: readonly Section[];
  /** What it is of, for below the title. */
  readonly about: readonly string[];
  readonly notes: readonly string[];
}

/** What a back test of a policy came to, below its heading. */
export function policySections(
  tested: PolicyBacktest,
  period: Period,
  request: CommandRequest,
  room: Room,
  viewing: Viewing,
): Pick<BacktestAnswer, "summary" | "sections"> {
  const [summary = "", ...others] = backtestSentences(tested, backtestWording(viewing));
  const ofKind = (kind: BacktestAlert["kind"]) => tested.alerts.filter((alert) => alert.kind === kind);
  const drawn = alertChart(
    { Warnings: ofKind("warning"), Broken: ofKind("breach") },
    period,
    request.now,
    room,
  );
  const worst = worstTable(ofKind("breach"), request, room, viewing);
  return {
    summary,
    sections: [
      { type: "paragraph", text: summary },
      ...(others.length > 0
        ? [{ type: "highlights" as const, items: others.map((text) => ({ tone: "neutral" as const, text })) }]
        : []),
      ...(tested.alerts.length > 0 ? [drawn] : []),
      ...(worst.rows.length > 0 ? [worst] : []),
    ],
  };
}

/** Numbers and days as the asker has them: "Monday, March 2". */
export function backtestWording({ locale }: Viewing) {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  return { locale, dayInWords: (day: string) => format.format(new Date(`${day}T00:00:00Z`)) };
}

/** How many came when, a series each. */
export function alertChart(
  series: Readonly<Record<string, readonly { readonly at: Date }[]>>,
  period: Period,
  now: Date,
  { config }: Room,
): Chart {
  const past = { ...period, to: now < period.to && now > period.from ? now : period.to };
  const unit = unitOf(past);
  const buckets = bucketsOf(past, unit, config.weekStartsOn);
  const within = (alerts: readonly { readonly at: Date }[], { from, to }: Bucket) =>
    alerts.filter(({ at }) => at >= from && at < to).length;
  const spec: SeriesChart = {
    kind: "bar",
    title: `Alerts by ${unit}`,
    unit: "count",
    labels: buckets.map(({ key }) => bucketLabel(unit, key)),
    ...(unit === "day" ? { days: buckets.map(({ key }) => key) } : {}),
    series: Object.entries(series).map(([name, alerts]) => ({
      name,
      role: "current",
      values: buckets.map((bucket) => within(alerts, bucket)),
    })),
  };
  return { type: "chart", spec, altText: `${spec.title}: ${inWords(spec)}` };
}

/** Bars that can still be told apart. */
function unitOf({ from, to }: Pick<Period, "from" | "to">): BucketUnit {
  const days = (to.getTime() - from.getTime()) / (24 * HOUR_MS);
  if (days <= 2) return "hour";
  if (days <= 45) return "day";
  return days <= 250 ? "week" : "month";
}

function inWords({ series, labels }: SeriesChart): string {
  return series
    .map(({ name, values }) => {
      const most = Math.max(0, ...values.map((value) => value ?? 0));
      return `${name.toLowerCase()} at most ${most}${most === 0 ? "" : `, at ${labels[values.indexOf(most)]}`}`;
    })
    .join("; ");
}

/** The promises that were broken for the longest. */
function worstTable(
  breaches: readonly BacktestAlert[],
  { viewer, now }: CommandRequest,
  { config }: Room,
  { locale, timezone }: Viewing,
): Table {
  const late = ({ at, clearedAt }: BacktestAlert) => (clearedAt ?? now).getTime() - at.getTime();
  const worst = breaches.toSorted((a, b) => late(b) - late(a)).slice(0, MOST_WORST);
  return {
    type: "table",
    title: breaches.length > MOST_WORST ? `The ${MOST_WORST} that were late by the most` : "Broken",
    columns: ["Conversation", "What", "Due", "Late by", "Agent"].map((label) => ({
      label,
      align: label === "Late by" ? "right" : "left",
    })),
    rows: worst.map((alert) => [
      alert.conversation ?? "–",
      alert.target.replaceAll("-", " "),
      localMoment(alert.at, now, timezone, locale),
      lateBy(late(alert), alert.clearedAt === null),
      alert.agent === null ? "nobody" : nameOf(viewer, "agent", alert.agent),
    ]),
    rowLinks: worst.map(({ conversation }) =>
      conversation === null ? null : conversationLink(config, conversation),
    ),
    omitted: breaches.length - worst.length,
  };
}

function lateBy(ms: number, isWaiting: boolean): string {
  return `${formatValue("duration", ms / 1000)}${isWaiting ? ", and waits" : ""}`;
}
