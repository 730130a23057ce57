import { demoAgents, demoTeams } from "../src/demo/demo-team.ts";
import { demoChannels } from "../src/demo/demo-topics.ts";
import type { EventRecorder } from "../src/demo/event-recorder.ts";
import type { Random } from "../src/demo/random.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The weeks of a sample desk. */
const DAYS = 84;
const CUSTOMERS = 2400;

interface Desk {
  readonly name: string;
  readonly seed: number;
  readonly until: Date;
  readonly random: Random;
}

/** What a desk tells besides its conversations; what is of the whole company the first one tells. */
export function besideConversations(recorder: EventRecorder, desk: Desk): void {
  for (let number = 1; number <= CUSTOMERS; number++) {
    const customer = `${desk.name}-customer-${String(number).padStart(4, "0")}`;
    const since = someTime(desk, desk.random.chance(0.7) ? DAYS + 1 : 0);
    contact(recorder, customer, since, desk);
    if (desk.random.chance(0.4)) subscription(recorder, customer, since, desk);
    if (desk.random.chance(0.15)) appointment(recorder, customer, desk);
    if (desk.random.chance(0.15)) orderElsewhere(recorder, customer, desk);
  }
  if (desk.seed === 1) for (let ago = DAYS; ago > 0; ago--) companyDay(recorder, desk, ago);
}

/** Some time in the history, or so many days before its end. */
function someTime({ until, random }: Desk, daysAgo = 0): number {
  return until.getTime() - Math.floor((daysAgo || random.between(0, DAYS)) * DAY);
}

function contact({ record }: EventRecorder, contact: string, since: number, desk: Desk): void {
  const { random } = desk;
  const segment = random.weighted({ free: 28, starter: 40, business: 26, enterprise: 6 });
  record("contact.created", since, { contact, cellPhone: random.chance(0.5), email: true, segment });
  if (random.chance(0.1)) record("contact.updated", someTime(desk), { contact, cellPhone: true });
  if (random.chance(0.04)) record("contact.unsubscribed", someTime(desk), { contact });
}

function subscription({ record }: EventRecorder, customer: string, since: number, desk: Desk): void {
  const { random } = desk;
  const plan = { customer, currency: random.weighted({ EUR: 8, USD: 2 }), amount: random.whole(10, 90) };
  record("subscription.started", since, plan);
  const later = someTime(desk);
  if (later <= since) return;
  const next = random.weighted({ stays: 64, changes: 20, ends: 16 });
  if (next === "changes") record("subscription.changed", later, { ...plan, amount: random.whole(10, 90) });
  if (next === "ends") record("subscription.cancelled", later, { customer });
}

function appointment({ record }: EventRecorder, contact: string, desk: Desk): void {
  const { random } = desk;
  const at = someTime(desk);
  const appointment = `appointment-of-${contact}`;
  const startsAt = new Date(at + 10 * DAY).toISOString();
  record("appointment.reminded", at, { appointment, contact, startsAt });
  if (!random.chance(0.7)) return;
  const text = random.weighted({ yes: 6, "no thanks": 2, "who is this?": 1 });
  record("appointment.replied", at + 2 * HOUR, { appointment, text });
  if (text === "yes") record("appointment.confirmed", at + 3 * HOUR, { appointment });
}

function orderElsewhere({ record }: EventRecorder, customer: string, desk: Desk): void {
  const email = `${customer}@example.com`;
  const amount = desk.random.whole(20, 400);
  record("order.placed", someTime(desk), {
    order: `of-${customer}`,
    amount,
    currency: "EUR",
    customer,
    email,
  });
}

function companyDay({ record }: EventRecorder, { until, random }: Desk, ago: number): void {
  const day = until.getTime() - ago * DAY;
  const instant = (at: number) => new Date(at).toISOString();
  for (let hour = 0; hour < 24; hour++) {
    const from = day + hour * HOUR;
    const pageViews = random.whole(200, 2000);
    record("traffic.counted", from + HOUR, {
      from: instant(from),
      to: instant(from + HOUR),
      pageViews,
      pageViewsInOpeningHours: hour > 8 && hour < 18 ? pageViews : 0,
      pageViewsWithAgentOnline: hour > 9 && hour < 17 ? pageViews : 0,
      siteVisits: Math.round(pageViews / 3),
      supportPageVisits: Math.round(pageViews / 20),
      chatButtonShown: Math.round(pageViews / 2),
      chatsStarted: Math.round(pageViews / 50),
    });
    record("mention.posted", from, {
      network: random.weighted({ mastodon: 1, bluesky: 2 }),
      sentiment: random.weighted({ positive: 4, neutral: 3, negative: 2, unsure: 1 }),
    });
  }
  for (const team of demoTeams)
    for (const channel of demoChannels)
      record("cost.recorded", day + DAY, {
        amount: random.whole(50, 500),
        currency: "EUR",
        from: instant(day),
        to: instant(day + DAY),
        team,
        channel,
        kind: "salary",
      });
  for (const { id: agent } of demoAgents) {
    if (random.chance(0.03)) record("agent.absent", day, { agent, hours: 8, plannedHours: 40 });
    if (random.chance(0.14)) record("employee.surveyed", day, { agent, score: random.whole(5, 10) });
    record("agent.presence", day + random.whole(1, 20) * HOUR, { agent, state: "away" });
  }
  if (ago % 21 === 0) record("agent.left", day, { agent: `${demoAgents[ago % 15]?.id}-${(ago % 3) + 1}` });
}
