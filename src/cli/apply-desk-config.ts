import { teamCalendars } from "../calendar/calendar-rules.ts";
import type { DeskConfig } from "../config/desk-config.ts";
import { policyRules } from "../sla/policy-rules.ts";
import {
  type AppliedConfig,
  type ApplyOptions,
  applyConfig,
  type ConfigToApply,
} from "../store/apply-config.ts";
import { applyPeople } from "../store/apply-people.ts";
import type { Store } from "../store/open-store.ts";

/**
 * Stores what deskpulse.yaml says where it says something else than what is stored. What is measured differently by it
 * is put into the projector's queue. Costs a few small questions where nothing has changed.
 */
export async function applyDeskConfig(
  { db }: Pick<Store, "db">,
  accountId: string,
  config: DeskConfig,
  options: ApplyOptions,
): Promise<AppliedConfig> {
  const applied = await applyConfig(db, accountId, toApply(config), options);
  await applyPeople(db, accountId, config.people);
  return applied;
}

/** A configuration as it is stored: secrets are not in it, only the names of the variables that hold them. */
export function toApply(config: DeskConfig): ConfigToApply {
  return { config, calendars: teamCalendars(config), sla: policyRules(config) };
}
