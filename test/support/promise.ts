import { teamCalendars } from "../../src/calendar/calendar-rules.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { policyRules } from "../../src/sla/policy-rules.ts";
import { type ApplyOptions, applyConfig } from "../../src/store/apply-config.ts";
import { projectChanges } from "../../src/store/projector.ts";
import type { TestDatabase } from "./database.ts";

/** Applies a configuration to a desk, as `deskpulse apply` does, and folds what changes by it. */
export async function promise(
  { db }: Pick<TestDatabase, "db">,
  accountId: string,
  written: object,
  options: Partial<ApplyOptions> = {},
): Promise<void> {
  const config = DeskConfig.parse(written);
  const wanted = { config, calendars: teamCalendars(config), sla: policyRules(config) };
  await applyConfig(db, accountId, wanted, { now: new Date("2026-11-01T00:00:00Z"), ...options });
  await projectChanges(db);
}
