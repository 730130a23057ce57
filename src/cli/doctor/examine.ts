import { setTimeout as delay } from "node:timers/promises";
import type { Environment } from "../../config/environment.ts";
import { reason } from "../../errors.ts";
import type { Check } from "./check.ts";
import type { DoctorRoom } from "./doctor-room.ts";
import { type Finding, problem } from "./finding.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** A finding, and the name of the check it is of. */
export interface NamedFinding extends Finding {
  readonly check: string;
}

const CHECK_MS = 15_000;

/** Runs the checks beside each other, each within its time, and gives what they found in their order. */
export async function examine(
  checks: readonly Check[],
  room: DoctorRoom,
  checkMs = CHECK_MS,
): Promise<readonly NamedFinding[]> {
  const found = await Promise.all(
    checks.map(async (check) => named(check.name, await within(check, room, checkMs), room.environment)),
  );
  return found.flat();
}

/** With the name of their check, and without what is secret. */
export function named(
  check: string,
  findings: readonly Finding[],
  environment: Environment,
): readonly NamedFinding[] {
  return findings.map(({ verdict, says, remedy }) => ({
    check,
    verdict,
    says: withoutSecrets(says, environment),
    ...(remedy === undefined ? {} : { remedy: withoutSecrets(remedy, environment) }),
  }));
}

async function within(check: Check, room: DoctorRoom, checkMs: number): Promise<readonly Finding[]> {
  const timer = new AbortController();
  const late = delay(checkMs, undefined, { signal: timer.signal }).then(() => [
    problem(
      `This could not be found out within ${checkMs / 1_000} s.`,
      "Ask again; if it stays so, see what it waits for.",
    ),
  ]);
  try {
    return await Promise.race([looked(check, room), late]);
  } catch (error) {
    return [problem(`This could not be found out: ${reason(error)}`, "Remove the cause, then ask again.")];
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

async function looked(check: Check, room: DoctorRoom): Promise<readonly Finding[]> {
  if ("look" in check) return await check.look(room);
  return room.db ? await check.lookInto(room.db, room) : [];
}
