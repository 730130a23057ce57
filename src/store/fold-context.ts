import type { Kysely } from "kysely";
import { type BusinessCalendar, businessCalendar } from "../calendar/business-calendar.ts";
import type { CalendarRules, TeamCalendars } from "../calendar/calendar-rules.ts";
import { businessTimeOf } from "../facts/business-time.ts";
import { type FoldContext, plainFoldContext } from "../facts/fold-context.ts";
import { configVersions, newestRevision } from "./config-versions.ts";
import type { Database } from "./tables.ts";

/** Far more than a process has desks, or a desk calendars. */
const KEPT = 200;

const contexts = new Map<string, FoldContext>();
const calendars = new Map<string, Promise<BusinessCalendar>>();

/**
 * What the facts of an account are folded by, as it is stored now. While that stays the same it is one small query.
 *
 * @throws OperationError where the holidays of a calendar's country are not known
 */
export async function loadFoldContext(db: Kysely<Database>, accountId: string): Promise<FoldContext> {
  const revision = await newestRevision(db, accountId, "calendars");
  if (revision === null) return plainFoldContext;
  const known = contexts.get(revision);
  if (known) return known;
  const versions = await configVersions<TeamCalendars>(db, accountId, "calendars");
  const context = { businessTime: await businessTimeOf(versions, keptCalendar) };
  keep(contexts, revision, context);
  return context;
}

/** A calendar that stays when another changes need not be worked out again. */
function keptCalendar(rules: CalendarRules): Promise<BusinessCalendar> {
  const key = JSON.stringify(rules);
  const known = calendars.get(key);
  if (known) return known;
  const calendar = businessCalendar(rules);
  keep(calendars, key, calendar);
  // What could not be had may be had later.
  calendar.catch(() => calendars.delete(key));
  return calendar;
}

function keep<T>(kept: Map<string, T>, key: string, value: T): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
}
