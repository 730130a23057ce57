import type { DeskEvent } from "../events/vocabulary.ts";
import { badDay, isAway } from "./bad-day.ts";
import { formerAgent } from "./company-days.ts";
import { demoAgents } from "./demo-team.ts";
import type { DeskClock, DeskDay } from "./desk-clock.ts";
import { eventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";

const MINUTE = 60_000;
const SHIFT_HOURS = 8;

/** Who works at the desk, as the help desk tells it once, before anything else happens. */
export function agentsAppear(firstDay: DeskDay): readonly DeskEvent[] {
  const { record, events } = eventRecorder("agents");
  for (const { id, name, email, team } of demoAgents) {
    record("agent.updated", firstDay.at(0), { agent: id, name, email, team, active: true });
  }
  record("agent.updated", firstDay.at(0), { ...formerAgent, active: true });
  return events;
}

/** Who comes and goes on a day. Who is missing on a working day is reported absent. */
export function agentDay(day: DeskDay, clock: DeskClock, random: Random): readonly DeskEvent[] {
  const { record, events } = eventRecorder(`presence-${day.date}`);
  for (const agent of demoAgents) {
    const opening = clock.opening(agent.team, day);
    if (opening === undefined) continue;
    if (!isAway(agent, day)) {
      const isLate = random.chance(0.5);
      const shift = SHIFT_HOURS * 60 * MINUTE;
      const from = isLate ? Math.max(opening.from, opening.to - shift) : opening.from;
      const to = Math.min(opening.to, from + shift);
      record("agent.presence", from - random.whole(0, 9) * MINUTE, { agent: agent.id, state: "online" });
      record("agent.presence", to + random.whole(0, 12) * MINUTE, { agent: agent.id, state: "offline" });
    } else if (day.ago === badDay.ago && agent.id === badDay.awayAgent) {
      record("agent.absent", opening.from, { agent: agent.id, hours: SHIFT_HOURS, plannedHours: 0 });
    }
  }
  return events;
}
