import { type Dice, dice } from "../../differential/dice.ts";
import type { ToldEvent } from "../../differential/told-event.ts";
import { commandConfig } from "../../support/command-desk.ts";
import { differences } from "./differences.ts";
import { KnownDesk } from "./known-desk.ts";
import { isOver, type NaiveAlert, NaiveAlerts, shiftOf } from "./naive-alerts.ts";
import { upcoming } from "./naive-hours.ts";
import type { Manner, PlayedDesk } from "./played-desk.ts";
import { DAY, MINUTE, type MonthDesk } from "./promises.ts";
import type { Arrival } from "./random-month.ts";

export interface Simulated {
  /** What the desk has otherwise than the independent computation; empty where both agree. */
  readonly differences: readonly string[];
  readonly looks: number;
  readonly alerts: readonly NaiveAlert[];
}

const CHECKS = 3;

/** Plays a month: the desk's real parts and the independent computation, side by side. */
export async function simulate(
  seed: number,
  desk: MonthDesk,
  arrivals: readonly Arrival[],
  played: PlayedDesk,
): Promise<Simulated> {
  const month = new Month(dice(-seed), desk, arrivals, played);
  for (let check = 1; check <= CHECKS; check++) {
    const found = await month.playUntil(desk.from + (check * desk.days * DAY) / CHECKS);
    if (found.length > 0 || check === CHECKS)
      return { differences: found, looks: month.looks, alerts: [...month.naive.alerts.values()] };
  }
  throw new Error("The last check ends it");
}

class Month {
  looks = 0;
  readonly naive: NaiveAlerts;
  readonly #known: KnownDesk;
  readonly #random: Dice;
  readonly #desk: MonthDesk;
  readonly #left: Arrival[];
  readonly #played: PlayedDesk;
  /** How likely it is that somebody looks at once. */
  readonly #haste: number;
  #untold: ToldEvent[] = [];
  #now: number;

  constructor(random: Dice, desk: MonthDesk, arrivals: readonly Arrival[], played: PlayedDesk) {
    const agents = new Map(commandConfig.people.map(({ email, agent }) => [email, agent]));
    this.#random = random;
    this.#desk = desk;
    this.#left = [...arrivals];
    this.#played = played;
    this.#known = new KnownDesk(desk);
    this.#haste = random.pick([0.2, 0.4, 0.8]);
    this.naive = new NaiveAlerts(desk, (address) => shiftOf(this.#known.presences(), agents)(address));
    this.#now = desk.from;
  }

  async playUntil(end: number): Promise<readonly string[]> {
    if (this.looks === 0) await this.#look(this.#now);
    while (this.#now < end) await this.#goOn(end);
    await this.#settle();
    return await differences(this.#desk, this.naive, this.#known, this.#played);
  }

  /** To whatever comes first: something that is told, or a moment that calls for somebody. */
  async #goOn(end: number): Promise<void> {
    const moment = this.#nextMoment();
    const arrival = this.#left[0];
    if (arrival && arrival.at < Math.min(moment, end)) {
      this.#hearUntil(arrival.at);
      this.#now = Math.max(this.#now, arrival.at);
      if (this.#random.chance(this.#isAlerted(arrival) ? this.#haste / 2 : 0.03))
        await this.#look(this.#now + this.#seconds());
      return;
    }
    if (moment >= end) {
      this.#now = end;
      return;
    }
    // Now and then nobody looks for a while.
    const gap = this.#random.chance(this.#haste) ? 0 : this.#random.whole(4 * 60) * MINUTE;
    const isOnTime = this.#random.chance(0.05) && !this.#isWarning(moment);
    await this.#look(isOnTime ? moment : moment + gap + this.#seconds());
    if (this.#random.chance(0.3)) await this.#take();
  }

  #seconds(): number {
    return (1 + this.#random.whole(40)) * 1000;
  }

  #isAlerted({ event: { data } }: Arrival): boolean {
    const family = this.#known.familyOf(data.conversation ?? "");
    return [...this.naive.alerts.values()].some((alert) => family.has(alert.conversation) && !isOver(alert));
  }

  /** A warning in its very instant is noticed then or a moment later: nobody could tell. */
  #isWarning(moment: number): boolean {
    return [...this.#known.clocks.values()].some(({ warnAt }) => warnAt.includes(moment));
  }

  #hearUntil(now: number): void {
    while (this.#left[0] && this.#left[0].at <= now) {
      const { event } = this.#left.shift() ?? {};
      if (!event) return;
      this.#known.learn(event);
      this.#untold.push(event);
    }
  }

  #nextMoment(): number {
    const clocks = [...this.#known.clocks.values()].filter(({ stoppedAt }) => stoppedAt === null);
    const moments = clocks.flatMap(({ warnAt, dueAt }) => [...warnAt, ...(dueAt === null ? [] : [dueAt])]);
    const open = [...this.naive.alerts.values()].filter((alert) => !isOver(alert));
    const times = [...moments, ...open.flatMap((alert) => upcoming(alert, this.#desk, this.#now))];
    return Math.min(...times.filter((at) => at > this.#now));
  }

  async #look(wanted: number, manner: Manner = this.#manner()): Promise<void> {
    const now = Math.max(wanted, this.#played.now);
    this.#hearUntil(now);
    this.looks += 1;
    if (this.#untold.length > 0) await this.#played.tell(this.#untold, now);
    this.#untold = [];
    await this.#played.look(now, manner);
    this.naive.look(now, this.#known.clocks);
    // The process may be ended before anything is posted.
    if (!this.#random.chance(0.05)) await this.#deliver();
    this.#now = Math.max(now, this.#played.now);
  }

  #manner(): Manner {
    return this.#random.weighted({ alone: 88, twice: 6, dying: 6 });
  }

  async #deliver(): Promise<void> {
    await this.#played.deliver();
    this.naive.deliver();
  }

  /** Somebody says something of an alert: the right one or not, in time or not. */
  async #take(): Promise<void> {
    const seen = [...this.naive.alerts].filter(([, alert]) => alert.places.size > 0);
    const open = seen.filter(([, alert]) => !isOver(alert));
    const from = open.length > 0 && this.#random.chance(0.95) ? open : seen;
    if (from.length === 0) return;
    const [wait] = this.#random.pick(from);
    await this.#takeOn(wait);
    // Another one wants it as well.
    if (this.#random.chance(0.4)) await this.#takeOn(wait);
  }

  async #takeOn(wait: string): Promise<void> {
    const name = this.#random.pick(["max", "max", "kim", "dan", "tom"]);
    const span = this.#random.pick([15, 30, 60, null]);
    const person = commandConfig.people.find(({ email }) => email === `${name}@example.com`);
    const teams = person?.team ?? [];
    this.#now += 5_000;
    await this.#played.take(wait, name, span, this.#now);
    const by = person?.name ?? name;
    this.naive.take(
      wait,
      { by, isManager: name === "max", agent: person?.agent ?? null, teams, span },
      this.#now,
    );
  }

  /** Messages follow at the pace of their places. */
  async #settle(): Promise<void> {
    for (let round = 0; round < 100; round++) {
      const before = this.#played.changes;
      await this.#look(this.#now + 2_500, "alone");
      await this.#deliver();
      if (round > 1 && this.#played.changes === before) return;
    }
    throw new Error("It does not come to rest");
  }
}
