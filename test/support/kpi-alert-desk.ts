import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { scanKpiAlerts } from "../../src/jobs/alerts/kpi-alert-scan.ts";
import { type AlertDesk, alertDesk } from "./alert-desk.ts";
import type { TestDatabase } from "./database.ts";
import type { Timetable } from "./metric-desk.ts";

/** A desk with KPI alerts, whose time is told by hand. */
export interface KpiAlertDesk extends AlertDesk {
  /** Looks at an instant, delivers what that promised, and brings messages up to date. */
  look(at: string | Date): Promise<void>;
  /** Looks again and again, so many minutes apart. */
  walk(from: string, to: string, minutes: number): Promise<void>;
  /** The headings of the messages as they stand now. */
  headings(): readonly string[];
}

export async function kpiAlertDesk(
  database: TestDatabase,
  alerts: readonly object[],
  settings: object = {},
): Promise<KpiAlertDesk> {
  const desk = await alertDesk(database, { ...settings, alerts });
  const look = async (at: string | Date) => {
    desk.now = new Date(at);
    await scanKpiAlerts(desk.room);
    await scanAlerts(desk.room);
    await desk.deliverAll();
    // The pace of the channel is kept: what is left follows a few seconds later.
    desk.now = new Date(desk.now.getTime() + 3_000);
    await scanAlerts(desk.room);
  };
  return Object.assign(desk, {
    look,
    async walk(from: string, to: string, minutes: number) {
      for (let at = Date.parse(from); at <= Date.parse(to); at += minutes * 60_000) await look(new Date(at));
    },
    headings: () => [...desk.slack.shown.values()].map((text) => text.split("\n")[0] ?? ""),
  });
}

/** A rating of 1 to 5 of a conversation of its own. */
export function rated(at: string, score: number, team = "billing"): Timetable {
  const conversation = `rated-${team}-${at}`;
  return [
    [at, "conversation.opened", { conversation, channel: "chat", team }],
    [at, "survey.answered", { conversation, survey: "csat", score }],
  ];
}
