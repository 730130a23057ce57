import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import type { EventType } from "../../src/events/vocabulary.ts";
import { cardWords } from "../support/card-words.ts";
import { deskEvent } from "../support/desk-events.ts";
import { movingClock } from "../support/moving-clock.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { type Block, openSlackOffice, type SlackOffice, tapOn } from "../support/slack-office.ts";
import { blockActions, type Somebody } from "../support/slack-requests.ts";
import { wordsOf } from "../support/slack-words.ts";
import { general } from "../support/teams-activities.ts";
import { activityOf, colleague, pressOf } from "../support/teams-bot.ts";
import { type TeamsConnector, teamsConnector } from "../support/teams-connector.ts";

const at = (time: string) => new Date(`2026-03-18T${time}Z`);
const clock = movingClock(at("14:00:00"), 4);

let office: SlackOffice;
let teams: TeamsConnector;
let channel: string;

beforeAll(async () => {
  teams = await teamsConnector();
  office = await openSlackOffice({
    clock,
    environment: { TEAMS_ALLOW_UNAUTHENTICATED: "true" },
    change: (slack) => {
      const places = [{ slack }, { teams: general }];
      const policy = {
        name: "standard",
        targets: { firstResponse: "1h" },
        warnAt: ["80%"],
        notify: { warning: places, breach: places },
      };
      return { sla: DeskConfig.parse({ sla: [policy] }).sla };
    },
  });
  channel = office.slack.channelId;
  for (const name of ["ada", "tom"]) teams.enroll(colleague(name));
  await toTeams("ada", { type: "message", text: "<at>deskpulse</at> help" });
});
afterAll(async () => {
  expect(teams.complaints).toEqual([]);
  await office[Symbol.asyncDispose]();
  await teams.close();
});

describe("an alert in Slack", () => {
  it("comes when the warning is due, as it does in Teams", async () => {
    // In Amsterdam it is 15:00. This one is at risk at 15:28 and due at 15:40, the other 17 minutes later.
    await happened("13:40:00", "conversation.opened", "c1", { channel: "chat", team: "billing" });
    await happened("13:40:00", "message.received", "c1");
    await happened("13:57:00", "conversation.opened", "c2", { channel: "email", team: "billing" });
    await happened("13:57:00", "message.received", "c2");
    clock.moveTo(at("14:28:10"));
    await says("c1", "At risk: first response");
  });

  it("is taken on by a choice in it, says by whom and until when, and who chose is told alone", async () => {
    clock.moveTo(at("14:29:00"));
    const bob = await tap("bob", "c1", "I'm on it: 30 min");
    const [said] = await office.said(bob);

    expect(said).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(said?.text).toContain("You are on it until");
    await says("c1", "Bob Ross is on it until 15:59");
  });

  it("tells the next who taps whose it is, and who is of another team that it is not theirs", async () => {
    const [late] = await office.said(await tap("ada", "c1", "I'm on it: 1 h"));
    const [stranger] = await office.said(await tap("tom", "c1", "It's fine: snooze"));

    expect(words(late?.blocks)).toContain("Bob Ross is on it since");
    expect(words(stranger?.blocks)).toContain("You may not see that");
    expect(await slackText("c1")).toContain("Bob Ross is on it until 15:59");
  });

  it("is changed by nobody who cannot sign", async () => {
    const { body } = await tapBody("bob", "c1", "It's fine: snooze");
    const before = await episodes();

    expect((await office.send(body, { secret: "another" })).status).toBe(401);
    expect((await office.send(body, { age: 600 })).status).toBe(401);
    expect(await episodes()).toEqual(before);
  });

  it("is overdue in its place, late where Slack has too much to do, and resolved in its place", async () => {
    office.slack.proxy.fail("chat.update", slackFaults.rateLimited(20));
    clock.moveTo(at("14:40:05"));
    await expect.poll(() => teamsText("c1"), patiently).toContain("Overdue: first response");
    await expect.poll(putOff, patiently).toBe(1);
    expect(await slackText("c1")).toContain("At risk: first response");
    clock.moveTo(at("14:40:40"));
    await says("c1", "Overdue: first response");
    expect(await slackText("c1")).toContain("Bob Ross is on it until 15:59");

    await happened("14:44:00", "message.sent", "c1", { author: { kind: "agent", id: "bob" } });
    clock.moveTo(at("14:44:10"));
    await says("c1", "Resolved: first response");

    expect(await slackText("c1")).toContain("4m after it was due at 15:40");
  });
});

describe("an alert in Slack and in Teams", () => {
  it("that is taken on in Teams says so in Slack", async () => {
    clock.moveTo(at("14:46:00"));
    await says("c2", "At risk: first response");
    const answer = await press("ada", "c2", "I'm on it: 15 min");

    expect(JSON.stringify(answer)).toContain("privately");
    await says("c2", "Ada Lovelace is on it until 16:01");
    expect((await office.said(await tap("bob", "c2", "It's fine: snooze")))[0]?.text).toContain(
      "Somebody was first",
    );
  });

  it("has stood in each once", async () => {
    expect(teams.posted.filter(({ conversation }) => conversation === general)).toHaveLength(2);
    expect(await office.slack.messages(channel)).toHaveLength(2);
  });
});

const patiently = { timeout: 15_000, interval: 100 };
const words = (blocks: readonly Block[] | undefined) => wordsOf({ text: "", blocks: blocks ?? [] });

/** Waits until the conversation's alert says something, in Slack as in Teams. */
async function says(conversation: string, text: string): Promise<void> {
  await expect.poll(() => slackText(conversation), patiently).toContain(text);
  await expect.poll(() => teamsText(conversation), patiently).toContain(text);
}

async function slackMessage(conversation: string) {
  const messages = await office.slack.messages(channel);
  return messages.find((message) => wordsOf(message).includes(`conversation ${conversation}`));
}

async function slackText(conversation: string): Promise<string> {
  const message = await slackMessage(conversation);
  return message ? wordsOf(message) : "";
}

/** What the message of a conversation's alert says in Teams now. */
function teamsCard(conversation: string): { readonly id: string; readonly card: unknown } | undefined {
  const of = (card: unknown) => cardWords(card).includes(`conversation ${conversation}`);
  const posted = teams.posted.find(
    ({ activity, ...one }) => one.conversation === general && of(activity.attachments),
  );
  if (!posted) return undefined;
  const updates = teams.updated.filter(({ messageId }) => messageId === posted.id);
  return { id: posted.id, card: (updates.at(-1) ?? posted).activity.attachments };
}

function teamsText(conversation: string): string {
  return cardWords(teamsCard(conversation)?.card);
}

/** The tap on what has that label in the message of a conversation's alert, signed by nobody yet. */
async function tapBody(name: string, conversation: string, label: string) {
  const message = await slackMessage(conversation);
  const who = await office.somebody(name, channel);
  const body = blockActions(
    tapOn((message?.blocks ?? []) as readonly Block[], label),
    { kind: "message" },
    who,
  );
  return { who, body };
}

async function tap(name: string, conversation: string, label: string): Promise<Somebody> {
  const { who, body } = await tapBody(name, conversation, label);
  expect((await office.send(body)).status).toBe(200);
  return who;
}

/** Chooses what has that label on the conversation's card, and presses the button beside it. */
async function press(name: string, conversation: string, label: string): Promise<unknown> {
  const found = teamsCard(conversation);
  const [choices, go] = selectWith(found?.card, label);
  return await toTeams(name, pressOf({ ...go, [choices.id]: choices.value }, { replyToId: found?.id }));
}

/** The select that has a choice, with that choice's value, and what the button that sends it carries. */
function selectWith(card: unknown, label: string) {
  const all = partsOf(card);
  for (const part of all) {
    const choice = (part["choices"] as readonly Choice[] | undefined)?.find(({ title }) => title === label);
    const button = all.find(({ data }) => (data as { pick?: string } | undefined)?.pick === part["id"]);
    if (choice && button)
      return [{ id: String(part["id"]), value: choice.value }, button["data"] as object] as const;
  }
  throw new Error(`There is no ${label} to choose: ${JSON.stringify(card)}`);
}

interface Choice {
  readonly title: string;
  readonly value: string;
}

/** All objects within a card, the outer before the inner. */
function partsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== "object" || value === null) return [];
  return [value as Readonly<Record<string, unknown>>, ...Object.values(value).flatMap(partsOf)];
}

async function toTeams(name: string, changes: Readonly<Record<string, unknown>>): Promise<unknown> {
  const response = await fetch(`${office.url}/api/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(activityOf(teams.url, name, "channel", changes)),
  });
  expect(response.status).toBe(200);
  return JSON.parse((await response.text()) || "null");
}

let events = 0;

async function happened(time: string, type: EventType, conversation: string, data: object = {}) {
  const id = `e${events++}`;
  await office.desk.happened([deskEvent(type, id, at(time).toISOString(), { conversation, ...data })]);
}

/** How many messages wait to be edited again. */
async function putOff(): Promise<number> {
  const posts = office.desk.room.db.selectFrom("alert_posts").select("target");
  return (await posts.where("failed_updates", ">", 0).execute()).length;
}

async function episodes() {
  return await office.desk.room.db.selectFrom("alert_episodes").selectAll().orderBy("episode_id").execute();
}
