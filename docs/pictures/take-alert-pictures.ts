import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chatAnswers } from "../../src/answering/chat-answers.ts";
import { demoChannel } from "../../src/cli/demo-channel.ts";
import { demoCharts } from "../../src/cli/demo-charts.ts";
import { demoGoesOn } from "../../src/cli/demo-live.ts";
import { demoSurfaces } from "../../src/cli/demo-surfaces.ts";
import { type DemoDesk, openDemoDesk } from "../../src/cli/open-demo-desk.ts";
import { DEMO_CHANNEL } from "../../src/demo/demo-config.ts";
import { eventRecorder } from "../../src/demo/event-recorder.ts";
import { LIVE } from "../../src/demo/live-traffic.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { slackHtml } from "../../src/studio/slack-html.ts";
import { takeSlackPicture } from "./slack-page.ts";

/** Takes the pictures of alerts in Slack from the sample desk, whose time is moved on by hand. */
const MINUTE = 60_000;
const data = await mkdtemp(join(tmpdir(), "deskpulse-pictures-"));
process.env["DESKPULSE_DATA_DIR"] = data;
const desk = await openDemoDesk(() => undefined);
const { slack, teams } = demoSurfaces(desk, demoCharts().drawer);
const channel = demoChannel(slack, teams);
let since = new Date(0);

try {
  await at(-7);
  await at(-4);
  const atRisk = await shown("conversation live-1 ");
  await says("chiara@northwind.example", `${await takingOn("conversation live-1 ")} 15m`);
  await at(-3.5);
  const takenOn = await shown("conversation live-1 ");
  await at(-1);
  const overdue = await shown("conversation live-1 ");
  await at(0);
  await takeSlackPicture("alert-kpi-slack", await shown("CSAT of Billing"));
  await at(6);
  const resolved = await shown("conversation live-1 ");
  await takeSlackPicture("alert-slack", [atRisk, takenOn, overdue, resolved].join(""));
  await rush(8);
  await at(20);
  // A channel takes a message a second.
  await at(24.5, 3_000);
  await takeSlackPicture("alert-storm-slack", await shown("Many promises in danger"));
} finally {
  await desk.close();
  await rm(data, { recursive: true, force: true });
}

/** Lets the desk's time go on, in steps in which nothing is noticed late. */
async function at(minutes: number, step = MINUTE / 2): Promise<void> {
  const until = desk.moment.getTime() + minutes * MINUTE;
  const from = Math.max(since.getTime(), until - 10 * MINUTE);
  for (let now = from; now <= until; now += step) {
    since = await demoGoesOn(deskAt(new Date(now)), channel, since);
  }
}

function deskAt(now: Date): DemoDesk {
  return { ...desk, clock: { now: () => now } };
}

async function message(words: string) {
  const found = (await channel.messages()).find(({ text }) => text.includes(words));
  if (!found) throw new Error(`No message says "${words}"`);
  return found;
}

async function shown(words: string): Promise<string> {
  return slackHtml({ payload: (await message(words)).slack, files: [] });
}

async function takingOn(words: string): Promise<string> {
  const { takingOn: line } = await message(words);
  return line?.split(" ").slice(0, 2).join(" ") ?? "";
}

async function says(email: string, line: string): Promise<void> {
  const { store, accountId, config, logger } = desk;
  const profile = { kind: "member", email, name: null, timezone: null, locale: "en-GB" } as const;
  const room = { db: store.db, accountId, config, logger, clock: { now: () => since } };
  const answers = chatAnswers({ ...room, profiles: { profileOf: async () => profile } });
  const user = { platform: "slack", tenant: "demo", id: email } as const;
  await answers.answer(line, { user, place: { platform: "slack", channel: DEMO_CHANNEL, kind: "channel" } });
}

/** Fourteen customers whose payments fail, within three minutes. */
async function rush(minutes: number): Promise<void> {
  const { store, accountId, moment } = desk;
  for (let no = 1; no <= 14; no++) {
    const conversation = `${LIVE}rush-${no}`;
    const { record, events } = eventRecorder(conversation);
    const opened = moment.getTime() + minutes * MINUTE + no * 12_000;
    const about = {
      channel: "chat",
      team: "billing",
      topic: "payment failed",
      product: "Mobile",
      priority: "urgent",
    } as const;
    record("conversation.opened", opened, { conversation, ...about });
    record("message.received", opened, { conversation });
    await appendEvents(store.db, accountId, events, moment);
  }
  await projectChanges(store.db);
}
