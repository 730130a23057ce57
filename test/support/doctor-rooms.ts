import type { Check } from "../../src/cli/doctor/check.ts";
import type { DoctorRoom } from "../../src/cli/doctor/doctor-room.ts";
import { examine } from "../../src/cli/doctor/examine.ts";
import { fixedClock } from "../../src/clock.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { silentLogger } from "../../src/logger.ts";

/** Saturday, 7 March 2026, 13:00 in Amsterdam. */
export const doctorMoment = new Date("2026-03-07T12:00:00Z");

export interface Visit extends Partial<Omit<DoctorRoom, "environment" | "config" | "digests">> {
  readonly environment?: Readonly<Record<string, string>>;
  /** As it is written in deskpulse.yaml. */
  readonly config?: object;
}

/** What the doctor looks at: nothing is set up but what is said. */
export function doctorRoom({ environment = {}, config = {}, ...rest }: Visit): DoctorRoom {
  const parsed = DeskConfig.parse(config);
  return {
    environment: readEnvironment({ PORT: "0", ...environment }),
    config: parsed,
    digests: parsed.digests.map((digest) => ({ digest, madeInChat: null })),
    db: undefined,
    accountId: "default",
    clock: fixedClock(doctorMoment),
    logger: silentLogger,
    ...rest,
  };
}

/** One line a finding: "problem: The bot is not in #support … → Type /invite …". */
export async function diagnosis(check: Check, visit: Visit, checkMs?: number): Promise<string> {
  const findings = await examine([check], doctorRoom(visit), checkMs);
  return findings
    .map(({ verdict, says, remedy }) => `${verdict}: ${says}${remedy === undefined ? "" : ` → ${remedy}`}`)
    .join("\n");
}

/** A digest of deskpulse.yaml that goes to these targets. */
export function digestTo(...targets: readonly object[]): object {
  const digest = { id: "morning", title: "Morning", cron: "30 8 * * 1-5", kpis: ["csat"], targets };
  return { timezone: "Europe/Amsterdam", digests: [digest] };
}
