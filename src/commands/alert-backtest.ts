import { alertBacktestSentences } from "../alerts/backtest-text.ts";
import { backtestKpiAlert, type KpiAlertBacktest, type KpiFiring } from "../alerts/kpi-alert-backtest.ts";
import type { KpiReading } from "../alerts/kpi-alert-state.ts";
import { filtersOf, watchOf } from "../alerts/kpi-watch.ts";
import { tellKpi } from "../alerts/tell-kpi.ts";
import type { Section, Table } from "../messages/report.ts";
import { formatValue } from "../metrics/wording.ts";
import { permitted } from "./ask-numbers.ts";
import { alertChart, type BacktestAnswer, backtestWording } from "./backtest-answer.ts";
import type { BacktestQuestion } from "./backtest-question.ts";
import type { CommandRequest } from "./command.ts";
import { localMoment } from "./local-dates.ts";
import type { Room } from "./room.ts";
import type { Viewing } from "./viewing.ts";

const MOST_SHOWN = 5;
/** Of a week one every quarter of an hour. */
const MOST_LOOKS = 1_000;

/**
 * What an alert on a KPI would have done, for whoever may see what the KPI rests on: its value by the minute tells more of
 * single persons than its value of a week.
 *
 * @throws Refusal
 */
export async function alertAnswer(
  { subject, period, viewing }: BacktestQuestion,
  request: CommandRequest,
  room: Room,
): Promise<BacktestAnswer> {
  const { db, accountId, config } = room;
  const alert = config.alerts.find(({ id }) => id === subject.name);
  if (!alert) throw new Error(`There is no alert ${subject.name}`);
  const metrics = alert.kpi === undefined ? [] : [alert.kpi];
  const question = { metrics, by: [], filters: filtersOf(alert), shows: "conversations" } as const;
  await permitted(request, room, question, period.name);
  const tested = await backtestKpiAlert(db, {
    accountId,
    config,
    alert,
    period,
    now: request.now,
    most: MOST_LOOKS,
  });
  const [summary = "", ...others] = alertBacktestSentences(tested, backtestWording(viewing));
  const items = others.map((text) => ({ tone: "neutral" as const, text }));
  const { firings } = tested;
  const watch = watchOf(config, alert);
  const told = (found: KpiReading) => tellKpi(config, watch, { ...found, lastEventAt: null });
  const sections: Section[] = [
    { type: "paragraph", text: summary },
    ...(items.length > 0 ? [{ type: "highlights" as const, items }] : []),
    ...(firings.length > 0 ? [alertChart({ Fired: firings }, period, request.now, room)] : []),
    ...(firings.length > 0 ? [firingsTable(tested, (firing) => told(firing).first, request, viewing)] : []),
  ];
  const { name, condition, scope } = told({ value: null, sample: 0 });
  return {
    summary,
    sections,
    about: [`${name} ${condition}`, ...scope],
    notes: [
      `By the alerts of deskpulse.yaml as they are now, looked at every ${formatValue("duration", tested.stepMs / 1000)}. Nothing was changed.`,
    ],
  };
}

/** Those that lasted the longest. */
function firingsTable(
  { firings, period }: KpiAlertBacktest,
  foundWords: (firing: KpiFiring) => string,
  { now }: CommandRequest,
  { locale, timezone }: Viewing,
): Table {
  const end = now < period.to ? now : period.to;
  const lasted = ({ at, clearedAt }: KpiFiring) => (clearedAt ?? end).getTime() - at.getTime();
  const longest = firings.toSorted((a, b) => lasted(b) - lasted(a)).slice(0, MOST_SHOWN);
  return {
    type: "table",
    title: firings.length > MOST_SHOWN ? `The ${MOST_SHOWN} that lasted the longest` : "Fired",
    columns: [
      { label: "When", align: "left" },
      { label: "With", align: "left" },
      { label: "For", align: "right" },
    ],
    rows: longest.map((firing) => [
      localMoment(firing.at, now, timezone, locale),
      foundWords(firing),
      `${formatValue("duration", lasted(firing) / 1000)}${firing.clearedAt === null ? ", not cleared" : ""}`,
    ]),
    omitted: firings.length - longest.length,
  };
}
