import { expect } from "vitest";
import type { Delivery } from "../../src/store/delivery-ledger.ts";
import type { Platform } from "../../src/surfaces/surface.ts";
import type { AlertWalk, AlertWalker, Phase } from "./alert-walk.ts";

/** What there was when a process was killed. */
interface Death {
  readonly phase: string;
  readonly step: string;
  /** Printed by this process and those before it. */
  readonly printed: string;
  /** Promises whose request was under way. */
  readonly underWay: readonly Delivery[];
  /** How many messages were confirmed. */
  readonly sent: number;
  /** How many the platform had. */
  readonly arrived: number;
}

export interface Deaths {
  readonly platform: Platform;
  readonly phases: readonly Phase[];
  readonly settings: (place: object) => object;
  /** 1: every step is walked. */
  readonly every: number;
  /** How many messages the platform has that were posted and not edited. */
  readonly arrived: (walker: AlertWalker, printed: string) => Promise<number>;
  /** Looks at what is left right after the death. */
  readonly atDeath?: (walker: AlertWalker) => Promise<void>;
  /** Looks at how it ended, with all that was printed after the death. */
  readonly atEnd: (walker: AlertWalker, death: Death, printed: string) => Promise<void>;
}

/** By then what a dead process sent last has arrived, if it ever does. */
const LATER_MS = 15_000;

/**
 * Goes through a life unharmed to learn the steps, then lets a process of its own die at every so many of them that are
 * not passing, two at a time; each time another process goes on to the end.
 *
 * @returns the steps of the unharmed life, in order, and at how many of them a process died
 */
export async function walkDeaths(
  walk: AlertWalk,
  deaths: Deaths,
): Promise<{ readonly steps: readonly string[]; readonly walked: number }> {
  const unharmed = await walk.walker(deaths.platform, deaths.settings);
  const steps: string[] = [];
  const places: { readonly phase: Phase; readonly dieAt: number }[] = [];
  for (const phase of deaths.phases) {
    const ending = await (await unharmed.send(phase)).ended;
    expect(ending.exitCode, ending.stderr).toBe(0);
    const numbers = ending.steps.map((_, index) => index + 1);
    places.push(...numbers.filter((no) => !ending.passing.has(no)).map((dieAt) => ({ phase, dieAt })));
    steps.push(...ending.steps);
  }
  const walked = places.filter((_, no) => no % deaths.every === deaths.every - 1);
  const left = walked.values();
  const lane = async () => {
    for (const { phase, dieAt } of left) await dieAndGoOn(walk, deaths, phase, dieAt);
  };
  await Promise.all([lane(), lane()]);
  return { steps, walked: walked.length };
}

async function dieAndGoOn(walk: AlertWalk, deaths: Deaths, phase: Phase, dieAt: number): Promise<void> {
  const walker = await walk.walker(deaths.platform, deaths.settings);
  const no = deaths.phases.indexOf(phase);
  let printed = "";
  for (const earlier of deaths.phases.slice(0, no)) printed += await walker.pass(earlier);
  const ending = await (await walker.send(phase, dieAt)).ended;
  expect(ending.wasKilled, ending.stderr).toBe(true);
  await walker.buried();
  printed += ending.stdout;
  const ledger = await walker.ledger();
  const death = {
    phase: phase.name,
    step: ending.steps.at(-1) ?? "",
    printed,
    underWay: ledger.filter(({ state }) => state === "sending"),
    sent: ledger.filter(({ state }) => state === "sent").length,
    arrived: await deaths.arrived(walker, printed),
  };
  await deaths.atDeath?.(walker);
  let after = await walker.pass(phase, LATER_MS);
  for (const later of deaths.phases.slice(no + 1)) after += await walker.pass(later);
  await deaths.atEnd(walker, death, after);
}
