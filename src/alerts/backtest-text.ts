import type { Period } from "../calendar/period.ts";
import { DEFAULT_LOCALE, formatValue, type Locale } from "../metrics/wording.ts";
import type { BacktestMessages } from "./backtest-messages.ts";
import type { PolicyBacktest } from "./backtest-policy.ts";
import { busiestTimes } from "./busiest-times.ts";
import type { KpiAlertBacktest } from "./kpi-alert-backtest.ts";

/** How a reader has numbers and days. */
export interface BacktestWording {
  readonly locale: Locale;
  /** @param day 2026-03-02 */
  readonly dayInWords: (day: string) => string;
}

const plain: BacktestWording = { locale: DEFAULT_LOCALE, dayInWords: (day) => day };

/** What a back test of a policy came to, in sentences: the headline first. */
export function backtestSentences(
  tested: PolicyBacktest,
  wording: BacktestWording = plain,
): readonly string[] {
  const { policy, alerts, warnings, breaches, met, conversations, stillWaiting, withoutEvents } = tested;
  const count = countIn(wording.locale);
  if (alerts.length + met === 0)
    return [
      `Policy ${policy} would have had no target due and nobody to tell.`,
      ...leftOut(withoutEvents, count),
    ];
  const of = conversations === 0 ? "" : `, in ${several(conversations, "conversation", count)}`;
  return [
    `Policy ${policy} would have warned ${times(warnings, count)} and called ${count(breaches)} of ${count(breaches + met)} targets broken${of}.`,
    ...whenSentences(tested, wording),
    ...clearedSentence("A broken promise was made good", tested.medianSecondsToClear),
    ...(stillWaiting > 0
      ? [`${count(stillWaiting)} of the broken ones still ${stillWaiting === 1 ? "waits" : "wait"}.`]
      : []),
    ...(alerts.length > 0 ? toldSentences(tested.messages, count) : []),
    ...leftOut(withoutEvents, count),
  ];
}

/** What a back test of an alert on a KPI came to, in sentences: the headline first. */
export function alertBacktestSentences(
  tested: KpiAlertBacktest,
  wording: BacktestWording = plain,
): readonly string[] {
  const { firings, alert, medianSecondsToClear, stillFiring } = tested;
  if (firings.length === 0) return [`Alert ${alert} would not have fired.`];
  return [
    `Alert ${alert} would have fired ${times(firings.length, countIn(wording.locale))}.`,
    ...whenSentences({ ...tested, alerts: firings }, wording),
    ...clearedSentence("It would have cleared", medianSecondsToClear),
    ...(stillFiring ? ["It had not cleared at the end."] : []),
  ];
}

interface Alerts {
  readonly alerts: readonly { readonly at: Date }[];
  readonly outsideHours: number | null;
  readonly period: Pick<Period, "from" | "to" | "timezone">;
}

/** How many came outside business hours, and when the most. */
function whenSentences(
  { alerts, outsideHours, period }: Alerts,
  wording: BacktestWording,
): readonly string[] {
  const count = countIn(wording.locale);
  const isOne = alerts.length === 1;
  return [
    ...(outsideHours === null || (isOne && outsideHours === 0)
      ? []
      : [
          isOne
            ? "It would have come outside business hours."
            : `${count(outsideHours)} of these ${several(alerts.length, "alert", count)} would have come outside business hours.`,
        ]),
    ...busiestSentence(alerts, period, wording),
  ];
}

function busiestSentence(
  alerts: Alerts["alerts"],
  period: Alerts["period"],
  { locale, dayInWords }: BacktestWording,
): readonly string[] {
  const busiest = alerts.length > 1 ? busiestTimes(alerts, period) : undefined;
  if (!busiest || busiest.day.alerts < 2) return [];
  const count = countIn(locale);
  const { day, hour } = busiest;
  const isOneDay = period.to.getTime() - period.from.getTime() <= LONGEST_DAY_MS;
  const days = isOneDay ? "The" : `The busiest day was ${dayInWords(day.day)} with ${count(day.alerts)}, the`;
  const are = isOneDay ? " was" : " of the day";
  return [`${days} busiest hour${are} ${hour.hour}:00 to ${hour.hour + 1}:00 with ${count(hour.alerts)}.`];
}

/** The clocks are set back on it. */
const LONGEST_DAY_MS = 25 * 3_600_000;

/** @param what "A broken promise was made good" */
function clearedSentence(what: string, medianSeconds: number | null): readonly string[] {
  return medianSeconds === null ? [] : [`${what} after ${formatValue("duration", medianSeconds)} (median).`];
}

function toldSentences(messages: BacktestMessages | null, count: Count): readonly string[] {
  if (!messages) return ["Nobody would have been told: the policy has no notify."];
  const { posted, heldBack, settledUnseen } = messages;
  const unseen =
    settledUnseen === 0
      ? ""
      : ` ${several(settledUnseen, "promise", count)} ${settledUnseen === 1 ? "was" : "were"} settled before these ended, and nobody was told.`;
  const held =
    heldBack === 0
      ? ""
      : ` ${several(heldBack, "alert", count)} would have waited for the end of quiet hours.${unseen}`;
  const most = posted === 0 ? "No message" : `Up to ${several(posted, "message", count)}`;
  const fewer = posted < 2 ? "" : ": one a promise and place, fewer where several came together";
  return [`${most} would have been posted${fewer}.${held}`];
}

function leftOut(withoutEvents: number, count: Count): readonly string[] {
  if (withoutEvents === 0) return [];
  const are = withoutEvents === 1 ? "is" : "are";
  return [
    `${several(withoutEvents, "conversation", count)} ${are} left out: ${withoutEvents === 1 ? "its" : "their"} events were dropped for their age.`,
  ];
}

type Count = (value: number) => string;

function countIn(locale: Locale): Count {
  return (value) => formatValue("count", value, { locale });
}

function several(value: number, noun: string, count: Count): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function times(value: number, count: Count): string {
  return value === 1 ? "once" : `${count(value)} times`;
}
