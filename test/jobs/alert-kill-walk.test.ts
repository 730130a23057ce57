import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/store/delivery-ledger.ts";
import type { PostedMessage } from "../../src/surfaces/surface.ts";
import { type Deaths, walkDeaths } from "../support/alert-deaths.ts";
import { type AlertWalk, type AlertWalker, alertWalk, type Phase } from "../support/alert-walk.ts";
import { cardWords } from "../support/card-words.ts";
import { wordsOf } from "../support/slack-words.ts";

// Each kill takes a process: a sample of the steps is walked, or with ALERT_KILLS=all every step of every life, in five
// minutes.
const isAll = process.env["ALERT_KILLS"] === "all";
const every = (sampled: number) => (isAll ? 1 : sampled);

const MAY_REPEAT = /may repeat|may be here twice|may see this twice/g;
const at = (time: string) => `2026-03-02T${time}Z`;

let walk: AlertWalk;
beforeAll(async () => {
  walk = await alertWalk();
});
afterAll(() => walk[Symbol.asyncDispose]());

const asked = (...conversations: readonly string[]) =>
  conversations.flatMap((conversation) => [
    [at("09:00:00"), "conversation.opened", { conversation, channel: "chat", team: "billing" }] as const,
    [at("09:00:00"), "message.received", { conversation }] as const,
  ]);

const answered = (...conversations: readonly string[]) =>
  conversations.map(
    (conversation) =>
      [at("09:45:00"), "message.sent", { conversation, author: { kind: "agent", id: "17" } }] as const,
  );

const strict = { name: "strict", targets: { firstResponse: "30m" } };
const escalate = [{ after: "10m", to: "kim@example.com" }];

/** Overdue, taken on for ten minutes, not settled by then, and answered at last. */
const life: Pick<Deaths, "phases" | "settings" | "atDeath"> = {
  phases: [
    { name: "told", happens: asked("c1"), from: at("09:30:01") },
    { name: "taken on", from: at("09:31:00"), takenFor: "10m" },
    { name: "escalated", from: at("09:42:00") },
    { name: "resolved", happens: answered("c1"), from: at("09:45:05") },
  ] satisfies readonly Phase[],
  settings: (place) => ({ sla: [{ ...strict, escalate, notify: { breach: [place] } }] }),
  atDeath: expectTakenOrNot,
};

describe("an alert whose process is killed at each step in turn is, once another has gone on", () => {
  it("in Slack exactly once, says how it ended, and was escalated once", { timeout: 300_000 }, async () => {
    const { steps, walked } = await walkDeaths(walk, {
      ...life,
      platform: "slack",
      every: every(17),
      arrived: async ({ target }) => (await walk.slack.messages(target)).length,
      async atEnd(walker) {
        const said = await saidInSlack(walker);
        expect([...said.keys()].toSorted()).toEqual([
          "alert",
          "escalation 1",
          "escalation 1 mailto",
          "thread",
        ]);
        for (const [occurrence, words] of said)
          if (occurrence !== "thread") expect(words).toMatch(/^Resolved: first response/);
        for (const name of ["escalation 1", "escalation 1 mailto"])
          expect(said.get(name)).toContain("It was escalated to kim@example.com");
        expect(said.get("thread")).toContain("resolved, too late");
      },
    });

    expect(walk.slack.proxy.complaints).toEqual([]);
    expect(walked).toBeGreaterThan(3);
    for (const name of [
      "request .*chat.postMessage",
      "request .*chat.update",
      "sql insert into alert_history",
    ])
      expect(steps).toContainEqual(expect.stringMatching(name));
  });

  it("in Teams exactly once, or twice where the request was under way, and the second says so", {
    timeout: 300_000,
  }, async () => {
    const cards = ({ target, chat }: AlertWalker) =>
      walk.teams.posted
        .filter(({ conversation }) => conversation.startsWith(target) || conversation === chat)
        .map(({ activity }) => cardWords(activity.attachments?.[0]?.content));
    await walkDeaths(walk, {
      ...life,
      platform: "teams",
      every: every(37),
      arrived: async (walker) => cards(walker).length,
      async atEnd(walker, { underWay, arrived, sent }) {
        const ledger = await walker.ledger();
        expect(ledger.map(({ occurrence, state }) => `${occurrence} ${state}`).toSorted()).toEqual([
          "alert sent",
          "escalation 1 sent",
          "escalation 1 sent",
          "thread sent",
        ]);
        expect(cards(walker)).toHaveLength(ledger.length + arrived - sent);
        expect(cards(walker).join().match(MAY_REPEAT) ?? []).toHaveLength(underWay.length);
        expect(ledger.filter(({ is_unclear }) => is_unclear)).toHaveLength(underWay.length);
        for (const delivery of ledger)
          expect(lastCard(delivery)).toMatch(
            delivery.occurrence === "thread" ? /resolved, too late/ : /Resolved: first response/,
          );
      },
    });

    expect(walk.teams.complaints).toEqual([]);
  });

  it.runIf(isAll)(
    "on the console exactly once, or twice where it was being printed, and the second says so",
    {
      timeout: 300_000,
    },
    async () => {
      const posts = (printed: string) => printed.match(/^=+$/gm)?.length ?? 0;
      await walkDeaths(walk, {
        ...life,
        platform: "console",
        every: 1,
        arrived: async (_, printed) => posts(printed),
        async atEnd(walker, { underWay, arrived, sent, printed }, after) {
          const ledger = await walker.ledger();
          expect(posts(printed + after)).toBe(ledger.length + arrived - sent);
          expect(after.match(MAY_REPEAT) ?? []).toHaveLength(underWay.length);
          expect((printed + after).trimEnd().split("\n\n").at(-1)).toContain("Resolved: first response");
        },
      });
    },
  );
});

describe("an alert on a KPI whose process is killed at each step in turn is, once another has gone on", () => {
  it.runIf(isAll)(
    "in Slack exactly once, says how it ended, and was escalated once",
    { timeout: 300_000 },
    async () => {
      const crowded = {
        id: "crowded",
        title: "Crowded",
        kpi: "conversations-opened",
        above: 1,
        over: "last 30 minutes",
      };
      await walkDeaths(walk, {
        ...life,
        phases: [
          { name: "told", happens: asked("c1", "c2"), from: at("09:01:00") },
          { name: "taken on", from: at("09:02:00"), takenFor: "10m" },
          { name: "escalated", from: at("09:13:00") },
          { name: "resolved", from: at("09:32:00") },
        ],
        settings: (place) => ({ alerts: [{ ...crowded, escalate, notify: [place] }] }),
        platform: "slack",
        every: 1,
        arrived: async ({ target }) => (await walk.slack.messages(target)).length,
        atEnd: (walker) => expectResolved(walker, "Resolved: Crowded", "resolved"),
      });
    },
  );
});

describe("many alerts whose process is killed at each step in turn are, once another has gone on", () => {
  it.runIf(isAll)("told of by one message that says how it ended", { timeout: 300_000 }, async () => {
    const conversations = ["c1", "c2", "c3"];
    await walkDeaths(walk, {
      phases: [
        { name: "told", happens: asked(...conversations), from: at("09:30:01"), looks: 6 },
        { name: "resolved", happens: answered(...conversations), from: at("09:45:05"), looks: 6 },
        { name: "over", from: at("09:50:00"), looks: 8 },
      ],
      settings: (place) => ({
        sla: [{ ...strict, notify: { breach: [place] } }],
        alertLimits: { storm: { alerts: 1, within: "10m" } },
      }),
      every: 1,
      platform: "slack",
      arrived: async ({ target }) => (await walk.slack.messages(target)).length,
      async atEnd(walker) {
        const said = await saidInSlack(walker);
        expect([...said.keys()].toSorted()).toEqual(["alert", "storm", "thread"]);
        expect(said.get("alert")).toMatch(/^Resolved: first response/);
        expect(said.get("storm")).toMatch(/^The rush is over: team billing/);
        expect(said.get("storm")).toContain("0 still wait");
      },
    });
  });
});

/** One message and one escalation of it, in the channel and in Kim's chat, all of which say how it ended. */
async function expectResolved(walker: AlertWalker, heading: string, lastLine: string): Promise<void> {
  const said = await saidInSlack(walker);
  expect([...said.keys()].toSorted()).toEqual(["alert", "escalation 1", "escalation 1 mailto", "thread"]);
  for (const [occurrence, words] of said)
    if (occurrence !== "thread") expect(words.split("\n")[0]).toBe(heading);
  for (const name of ["escalation 1", "escalation 1 mailto"])
    expect(said.get(name)).toContain("It was escalated to kim@example.com");
  expect(said.get("thread")).toContain(lastLine);
}

/** What stands in Slack by what it was promised as: everything once, and nothing says that it may repeat. */
async function saidInSlack({ target, ledger }: AlertWalker): Promise<ReadonlyMap<string, string>> {
  const promised = await ledger();
  expect(promised.map(({ state, is_unclear }) => [state, is_unclear])).toEqual(
    promised.map(() => ["sent", false]),
  );
  const channel = await walk.slack.messages(target);
  const replies = await Promise.all(channel.map(({ ts }) => walk.slack.replies(target, ts)));
  const chats = promised
    .filter(({ target: to }) => to.startsWith("mailto:"))
    .map((delivery) => placeOf(delivery).target);
  const direct = await Promise.all(chats.map((chat) => walk.slack.messages(chat)));
  const said = [...channel, ...replies.flat(), ...direct.flat()].flatMap((message) => {
    const id = message.metadata?.event_payload["delivery_id"];
    const delivery = promised.find(({ delivery_id }) => delivery_id === id);
    return delivery ? [[nameOf(delivery), wordsOf(message)] as const] : [];
  });
  expect(said.map(([name]) => name).toSorted()).toEqual(promised.map(nameOf).toSorted());
  expect(said.map(([, words]) => words).join()).not.toMatch(MAY_REPEAT);
  return new Map(said);
}

function nameOf({ kind, occurrence, target }: Delivery): string {
  if (kind === "sla-storm") return "storm";
  return target.startsWith("mailto:") ? `${occurrence} mailto` : occurrence;
}

function placeOf({ message_ref }: Delivery): PostedMessage {
  return message_ref as unknown as PostedMessage;
}

/** Who takes an alert on does so wholly or not at all. */
async function expectTakenOrNot({ accountId }: AlertWalker): Promise<void> {
  const { db } = walk.database;
  const taken = await db
    .selectFrom("alert_episodes")
    .select(["version"])
    .where("account_id", "=", accountId)
    .where("acknowledged_by", "is not", null)
    .execute();
  const told = await db
    .selectFrom("alert_history")
    .select("text")
    .where("account_id", "=", accountId)
    .execute();
  const isTold = told.some(({ text }) => text.startsWith("Max is on it"));
  const isBroken = told.some(({ text }) => text.includes("did not settle it"));
  expect(taken.length === 1).toBe(isTold && !isBroken);
}

/** What the card of a delivery says now. */
function lastCard(delivery: Delivery): string {
  const { target, messageId } = placeOf(delivery);
  const posted = walk.teams.posted.filter(({ id }) => id === messageId);
  const edits = walk.teams.updated.filter(
    (edit) => edit.conversation === target && edit.messageId === messageId,
  );
  return cardWords([...posted, ...edits].at(-1)?.activity.attachments?.[0]?.content);
}
