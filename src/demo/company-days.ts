import type { DeskEvent } from "../events/vocabulary.ts";
import { badDay } from "./bad-day.ts";
import { type DemoTeam, demoAgents, demoTeams } from "./demo-team.ts";
import { weekdayShare } from "./demo-topics.ts";
import type { DeskDay } from "./desk-clock.ts";
import { type EventRecorder, eventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { wholeSecond } from "./story.ts";

/** What the desk costs in a week, by team. */
const weeklyCost: Readonly<Record<DemoTeam, number>> = {
  billing: 4_900,
  technical: 6_300,
  onboarding: 4_200,
};
const WEEK_HOURS = 40;

/** Whoever has left since, so that the staff is seen to change. */
const LEFT_AGO = 19;

/** What happens at the company beside its customers: visits to its site, what is said of it, costs, and its own people. */
export function companyDay(day: DeskDay, random: Random): readonly DeskEvent[] {
  const recorder = eventRecorder(`company-${day.date}`);
  const { record, events } = recorder;
  traffic(recorder, day, random);
  for (let more = random.count(1.6); more > 0; more -= 1) {
    const sentiment = random.weighted(
      day.ago === badDay.ago
        ? { positive: 0, neutral: 2, negative: 7 }
        : { positive: 5, neutral: 4, negative: 2 },
    );
    const network = random.weighted({ mastodon: 3, linkedin: 4, reddit: 2 });
    record("mention.posted", wholeSecond(day.at(random.between(8, 22))), { network, sentiment });
  }
  if (day.weekday === "monday") week(recorder, day, random);
  if (day.ago === LEFT_AGO) record("agent.left", day.at(17), { agent: formerAgent.agent });
  return events;
}

export const formerAgent = {
  agent: "pavel",
  name: "Pavel Novák",
  email: "pavel@northwind.example",
  team: "technical",
} as const;

function traffic({ record }: EventRecorder, day: DeskDay, random: Random): void {
  const pageViews = Math.round(2_400 * weekdayShare[day.weekday] * random.logNormal(1, 0.08));
  const share = (least: number, most: number, of: number) => Math.round(of * random.between(least, most));
  const siteVisits = share(0.3, 0.36, pageViews);
  const chatButtonShown = share(0.5, 0.6, siteVisits);
  record("traffic.counted", day.at(0), {
    from: new Date(day.at(0)).toISOString(),
    to: new Date(day.at(23)).toISOString(),
    pageViews,
    pageViewsInOpeningHours: share(0.78, 0.84, pageViews),
    pageViewsWithAgentOnline: share(0.7, 0.77, pageViews),
    siteVisits,
    supportPageVisits: share(0.08, 0.13, siteVisits),
    chatButtonShown,
    chatsStarted: share(0.03, 0.06, chatButtonShown),
  });
}

function week({ record }: EventRecorder, day: DeskDay, random: Random): void {
  const from = day.at(0);
  const to = from + 7 * 86_400_000;
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  for (const team of demoTeams) {
    record("cost.recorded", from, {
      amount: weeklyCost[team],
      currency: "EUR",
      ...span,
      team,
      kind: "wages",
    });
  }
  for (const { id: agent } of demoAgents) {
    const hours = random.chance(0.08) ? random.whole(4, 16) : 0;
    record("agent.absent", day.at(7), { agent, hours, plannedHours: WEEK_HOURS });
    if (random.chance(0.4)) {
      const score = Number(random.weighted({ 5: 4, 4: 7, 3: 3, 2: 1 }));
      record("employee.surveyed", day.at(16), {
        agent,
        score,
        scale: { min: 1, max: 5, betterIs: "higher" },
      });
    }
  }
}
