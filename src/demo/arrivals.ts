import { badDay } from "./bad-day.ts";
import { type DemoTeam, demoTeams } from "./demo-team.ts";
import {
  type DemoChannel,
  hourShares,
  PAYMENT_FAILED,
  teamWork,
  urgentChannels,
  weekdayShare,
} from "./demo-topics.ts";
import type { DeskClock, DeskDay } from "./desk-clock.ts";
import type { Random } from "./random.ts";

/** A customer begins to write or to call. */
export interface Arrival {
  /** Epoch milliseconds, whole seconds. */
  readonly at: number;
  readonly day: DeskDay;
  readonly team: DemoTeam;
  readonly topic: string;
  readonly channel: DemoChannel;
  /** Comes of the bad day's cause. */
  readonly isOutage: boolean;
}

/** A year makes a fifth more. */
const GROWTH_A_DAY = 0.0005;

/** All conversations that customers begin on a day, in order. */
export function arrivalsOf(day: DeskDay, clock: DeskClock, random: Random): readonly Arrival[] {
  const usual = demoTeams.flatMap((team) =>
    Array.from({ length: random.count(usualCount(team, day, random)) }, () => {
      const topic = random.weighted(teamWork[team].topics);
      return arrival(day, clock, random, team, topic, randomHour);
    }),
  );
  const extra = day.ago === badDay.ago ? random.count(badDay.extra) : 0;
  const outage = Array.from({ length: extra }, () =>
    arrival(day, clock, random, "billing", PAYMENT_FAILED, () => random.between(badDay.from, badDay.to)),
  );
  return [...usual, ...outage].toSorted((one, other) => one.at - other.at);
}

function usualCount(team: DemoTeam, day: DeskDay, random: Random): number {
  const isClosed = team === "onboarding" && (day.weekday === "saturday" || day.weekday === "sunday");
  const share = isClosed ? 0.15 : weekdayShare[day.weekday];
  return teamWork[team].daily * share * (1 - GROWTH_A_DAY * day.ago) * random.logNormal(1, 0.07);
}

function arrival(
  day: DeskDay,
  clock: DeskClock,
  random: Random,
  team: DemoTeam,
  topic: string,
  hourOf: (channel: DemoChannel, random: Random) => number,
): Arrival {
  const wanted = random.weighted(topic === PAYMENT_FAILED ? urgentChannels : teamWork[team].channels);
  const hour = hourOf(wanted, random);
  const at = day.at(hour);
  const opening = clock.opening(team, day);
  const isOpen = opening !== undefined && at >= opening.from && at < opening.to;
  // Who finds the chat closed and nobody at the phone writes an e-mail.
  const channel = !isOpen && (wanted === "chat" || wanted === "phone") ? "email" : wanted;
  const isDuring = day.ago === badDay.ago && hour >= badDay.from && hour < badDay.to;
  return { at, day, team, topic, channel, isOutage: isDuring && topic === PAYMENT_FAILED };
}

function randomHour(channel: DemoChannel, random: Random): number {
  const weights = Object.fromEntries(hourShares[channel].map((weight, hour) => [String(hour), weight]));
  return Number(random.weighted(weights)) + Math.floor(random.next() * 3600) / 3600;
}
