import { type Dice, dice } from "../../differential/dice.ts";
import { wallClock } from "../../differential/oracle/local-time.ts";
import type { ToldData, ToldEvent } from "../../differential/told-event.ts";
import { DAY, HOUR, MINUTE, type MonthDesk } from "./promises.ts";

/** An event and when it reached the desk. */
export interface Arrival {
  readonly at: number;
  readonly event: ToldEvent;
}

type Told = readonly [at: number, type: string, data: ToldData];

const agents = ["ada", "bob", "dan", "kim", "tom", "una"] as const;
const priorities = ["urgent", "high", "normal", "low", null] as const;
const teams = ["billing", "technical", null] as const;

/** The events of a month in the order of their arrival; some conversations begin before the watch does. */
export function randomMonth(seed: number, desk: MonthDesk, conversations: number): readonly Arrival[] {
  const random = dice(seed);
  const names = Array.from({ length: conversations }, (_, no) => `c${no + 1}`);
  const told = [
    ...names.flatMap((name) => conversation(random, desk, name, names)),
    ...presences(random, desk),
  ];
  const end = desk.from + desk.days * DAY;
  const arrivals = told
    .filter(([at]) => at < end)
    .map(([at, type, data], no): Arrival => {
      const time = new Date(at).toISOString();
      return { at: at + delay(random), event: { source: "desk", id: `e${no}`, time, type, data } };
    });
  return [...arrivals, ...repeats(random, arrivals)].filter(({ at }) => at < end).sort((a, b) => a.at - b.at);
}

/** Seconds as a rule, now and then much longer; a full minute never, so that it is clear what was known when. */
function delay(random: Dice): number {
  const seconds = (1 + random.whole(50)) * 1000;
  switch (random.weighted({ seconds: 82, minutes: 9, hours: 6, days: 3 })) {
    case "seconds":
      return seconds;
    case "minutes":
      return seconds + (1 + random.whole(45)) * MINUTE;
    case "hours":
      return seconds + (1 + random.whole(720)) * MINUTE;
    case "days":
      return seconds + (1 + random.whole(4 * 24)) * HOUR;
  }
}

/** What came before counts: the same again changes nothing, nor does another time or text under the same id. */
function repeats(random: Dice, arrivals: readonly Arrival[]): readonly Arrival[] {
  return arrivals
    .filter(() => random.chance(0.03))
    .map(({ at, event }) => ({
      at: at + random.whole(2 * 24) * HOUR,
      event: random.chance(0.5) ? event : { ...random.pick(arrivals).event, id: event.id },
    }));
}

function conversation(
  random: Dice,
  desk: MonthDesk,
  name: string,
  names: readonly string[],
): readonly Told[] {
  let at = beginning(random, desk);
  const told: Told[] = [[at, "conversation.opened", opened(random, name)]];
  if (random.chance(0.3)) told.push([at, "message.received", { conversation: name }]);
  for (let left = 2 + random.whole(10); left > 0; left--) {
    at += gap(random);
    told.push(step(random, at, name, names));
  }
  // Most are helped in the end.
  if (random.chance(0.6)) told.push([at + gap(random), "conversation.resolved", { conversation: name }]);
  return told;
}

/** Mostly while people work, now and then at night; on full quarters of an hour, so that many come due together. */
function beginning(random: Dice, { from, days, timezone }: MonthDesk): number {
  for (;;) {
    const at = from - 4 * DAY + random.whole((days + 3) * 96) * 15 * MINUTE;
    const hour = Number(wallClock(at, timezone).hour);
    if ((8 <= hour && hour < 18) || random.chance(0.25)) return at;
  }
}

function gap(random: Dice): number {
  switch (random.weighted({ none: 4, minutes: 34, hour: 30, hours: 22, days: 10 })) {
    case "none":
      return 0;
    case "minutes":
      return (1 + random.whole(20)) * MINUTE;
    case "hour":
      return (20 + random.whole(100)) * MINUTE;
    case "hours":
      return random.whole(48) * 15 * MINUTE;
    case "days":
      return random.whole(5 * 24) * HOUR;
  }
}

function opened(random: Dice, name: string): ToldData {
  return {
    conversation: name,
    channel: random.pick(["chat", "phone", "email"]),
    initiatedBy: random.chance(0.9) ? "customer" : "agent",
    ...(random.chance(0.8) && { priority: random.pick(["urgent", "high", "normal", "low"]) }),
    ...(random.chance(0.7) && { team: random.pick(["billing", "technical", "technical"]) }),
    ...(random.chance(0.4) && { agent: random.pick(agents) }),
    ...(random.chance(0.15) && { tags: ["vip"] }),
  };
}

const weights = {
  "message.received": 24,
  "message.sent": 26,
  "conversation.updated": 17,
  "conversation.assigned": 7,
  "conversation.snoozed": 10,
  "conversation.unsnoozed": 10,
  "conversation.resolved": 9,
  "conversation.reopened": 3,
  "conversation.closed": 4,
  "conversation.handed-over": 4,
  "conversation.tagged": 3,
  "conversation.untagged": 2,
  "conversation.merged": 3,
  "conversation.discarded": 1,
};

function step(random: Dice, at: number, name: string, names: readonly string[]): Told {
  const type = random.weighted(weights);
  return [at, type, { conversation: name, ...particulars(random, type, names) }];
}

function particulars(random: Dice, type: keyof typeof weights, names: readonly string[]): ToldData {
  switch (type) {
    case "message.sent":
      return { author: random.chance(0.85) ? { kind: "agent", id: random.pick(agents) } : { kind: "bot" } };
    case "conversation.updated":
      return random.chance(0.85) ? { priority: random.pick(priorities) } : { topic: "refund" };
    case "conversation.assigned":
      return {
        agent: random.pick([...agents, null]),
        ...(random.chance(0.4) && { team: random.pick(teams) }),
      };
    case "conversation.handed-over":
      return { from: "bot", ...(random.chance(0.5) && { agent: random.pick(agents) }) };
    case "conversation.tagged":
    case "conversation.untagged":
      return { tags: [random.pick(["vip", "refund"])] };
    case "conversation.merged":
      return { into: random.pick(names) };
    case "conversation.discarded":
      return { reason: "spam" };
    default:
      return {};
  }
}

/** Those who are escalated to come and go. */
function presences(random: Dice, { from, days }: MonthDesk): readonly Told[] {
  return ["kim", "dan", "una"].flatMap((agent) =>
    Array.from({ length: 20 }, (): Told => {
      const at = from + random.whole(days * 24 * 60) * MINUTE + random.whole(MINUTE);
      return [at, "agent.presence", { agent, state: random.pick(["online", "online", "away", "offline"]) }];
    }),
  );
}
