import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { followEpisodes } from "../../src/jobs/alerts/alert-follow.ts";
import { scanAlerts } from "../../src/jobs/alerts/alert-scan.ts";
import { type AlertDesk, alertDesk, momentOf } from "../support/alert-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Warned half an hour after the customer wrote, broken after an hour. */
const settings = {
  sla: [
    {
      name: "standard",
      targets: { firstResponse: "1h" },
      warnAt: ["50%"],
      notify: { warning: [{ slack: "C1" }], breach: [{ slack: "C1" }, { slack: "C2" }, { slack: "C3" }] },
      escalate: [
        { after: "1m", to: "kim@example.com" },
        { after: "5m", to: "max@example.com" },
      ],
    },
  ],
  alertLimits: { storm: { alerts: 4, within: "10m" }, perHour: 9 },
};

const names = Array.from({ length: 24 }, (_, no) => `c${no}`);
const some = (every: number, from: number) => names.filter((_, no) => no % every === from);
const ada = { kind: "agent", id: "17" };
const at = (time: string) => `2026-03-02T${time}:00Z`;

async function begin(): Promise<AlertDesk> {
  const desk = await alertDesk(database, settings);
  desk.now = momentOf("08:59");
  await scanAlerts(desk.room);
  await desk.happened([
    [at("08:00"), "agent.updated", { agent: "17", name: "Ada" }],
    ...names.flatMap((conversation, no) => [
      [
        at("09:00"),
        "conversation.opened",
        { conversation, channel: no < 14 ? "chat" : `line ${no}` },
      ] as const,
      [at("09:00"), "message.received", { conversation }] as const,
    ]),
  ]);
  desk.now = momentOf("09:30:01");
  await scanAlerts(desk.room);
  await sql`
    update alert_episodes set acknowledged_by = 'ada', acknowledged_name = 'Ada', acknowledged_at = ${desk.now},
      acknowledged_until = ${momentOf("10:00")}, escalate_at = ${momentOf("10:00")}
    where account_id = ${desk.accountId} and conversation_id = any(${some(5, 2)}::text[])
  `.execute(database.db);
  return desk;
}

/** Of every other conversation: the others wait for their turn. */
async function sendSome({ accountId }: AlertDesk): Promise<void> {
  await sql`
    update deliveries as d set state = 'sent', request_started_at = d.created_at, sent_at = d.created_at,
      next_attempt_at = null, message_ref = '{}'
    from alert_episodes as e where d.account_id = ${accountId} and d.state = 'planned' and d.kind = 'sla-alert'
      and e.account_id = d.account_id and e.episode_id = d.subject_id::bigint
      and e.conversation_id = any(${some(2, 0)}::text[])
  `.execute(database.db);
}

/** Everything that stands of a desk's alerts, without what differs by desk. */
async function standing({ accountId }: AlertDesk): Promise<object> {
  const mine = sql`e.account_id = ${accountId}`;
  const episodes = await sql`
    select conversation_id, state, breached_at, ended_at, agent_id, acknowledged_by, acknowledged_until, first_told_at,
      held_until, escalated_to, escalated_at, escalate_at, version, is_settled
    from alert_episodes as e where ${mine} order by conversation_id
  `.execute(database.db);
  const history = await sql`
    select e.conversation_id, h.no, h.at, h.text from alert_history as h
    join alert_episodes as e using (account_id, episode_id) where ${mine} order by 1, 2
  `.execute(database.db);
  const posts = await sql`
    select e.conversation_id, p.platform, p.target, p.no, p.shown_version, p.reason, d.state, d.report ->> 'summary' as summary
    from alert_posts as p join alert_episodes as e using (account_id, episode_id)
    join deliveries as d using (account_id, delivery_id) where ${mine} order by 1, 2, 3, 4
  `.execute(database.db);
  const storms = await sql`
    select e.conversation_id, s.target, s.shares, s.value from alert_storm_members as m
    join alert_storms as s using (account_id, storm_id)
    join alert_episodes as e using (account_id, episode_id) where ${mine} order by 1, 2, 3, 4
  `.execute(database.db);
  return { episodes: episodes.rows, history: history.rows, posts: posts.rows, storms: storms.rows };
}

/** What happens between two looks. */
const story: readonly (readonly [time: string, events: Parameters<AlertDesk["happened"]>[0]])[] = [
  [
    "09:41",
    [
      ...some(6, 0).map((c) => [at("09:40"), "message.sent", { conversation: c, author: ada }] as const),
      ...some(6, 1).map(
        (c) => [at("09:40"), "conversation.assigned", { conversation: c, agent: "17" }] as const,
      ),
    ],
  ],
  ["10:00:01", []],
  ["10:01:30", []],
  ["10:03", some(4, 3).map((c) => [at("10:02"), "message.sent", { conversation: c, author: ada }] as const)],
  ["10:06", []],
  ["10:20", names.map((c) => [at("10:10"), "message.sent", { conversation: c, author: ada }] as const)],
];

it.each([
  ["with nothing sent", false],
  ["with some sent in between", true],
])("many alerts that change at once become what each would alone, %s", async (_, isSent) => {
  const [together, alone] = [await begin(), await begin()];
  const happened = new Set<string>();
  for (const [time, events] of story) {
    for (const desk of [together, alone]) {
      if (isSent) await sendSome(desk);
      if (events.length > 0) await desk.happened(events);
      desk.now = momentOf(time);
    }
    expect(await followEpisodes(together.room, together.now, 500)).toBeGreaterThan(1);
    while ((await followEpisodes(alone.room, alone.now, 1)) > 0);

    const found = JSON.stringify(await standing(together), null, 1);
    expect(found).toBe(JSON.stringify(await standing(alone), null, 1));
    for (const word of found.match(
      /assigned to Ada|did not settle|escalated to max|"C3"|"channel"|"hour"|"skipped"/g,
    ) ?? [])
      happened.add(word);
  }
  expect(happened.size).toBe(7);
});
