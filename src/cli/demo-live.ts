import { setTimeout as pause } from "node:timers/promises";
import { chatAnswers } from "../answering/chat-answers.ts";
import { clockFrom, fixedClock } from "../clock.ts";
import { deliver } from "../deliveries/deliver.ts";
import { deliveryTiming } from "../deliveries/delivery-room.ts";
import { DEMO_CHANNEL } from "../demo/demo-config.ts";
import { liveTraffic } from "../demo/live-traffic.ts";
import type { AlertRoom } from "../jobs/alerts/alert-room.ts";
import { scanAlerts } from "../jobs/alerts/alert-scan.ts";
import { scanKpiAlerts } from "../jobs/alerts/kpi-alert-scan.ts";
import { dueDeliveries } from "../store/delivery-ledger.ts";
import { appendEvents } from "../store/event-log.ts";
import { projectChanges } from "../store/projector.ts";
import type { DemoChannel } from "./demo-channel.ts";
import type { DemoDesk } from "./open-demo-desk.ts";

/** Sooner than anybody would be told that it was noticed late. */
const STEP_MS = 48_000;
/** So many steps before the desk's moment nothing of what is open then was in danger yet. */
const STEPS = 8;
/** When somebody takes an alert on. */
const TAKEN_STEP = 2;
const LOOK_MS = 1_000;

/** Brings the alerts of the sample desk to how they stand at its moment, each noticed in its time. */
export async function openDemoAlerts(desk: DemoDesk, channel: DemoChannel): Promise<void> {
  const { moment } = desk;
  await happen(desk, new Date(0), moment);
  for (let step = STEPS; step >= 0; step--) {
    const then = { ...desk, clock: fixedClock(new Date(moment.getTime() - step * STEP_MS)) };
    await lookAfter(then, channel);
    if (step === TAKEN_STEP) await takeOn(then, "live-2", "jonas@northwind.example");
  }
}

/** As the person of that address says in chat. */
async function takeOn(
  { store, accountId, config, logger, clock }: DemoDesk,
  conversation: string,
  email: string,
): Promise<void> {
  const episode = await store.db
    .selectFrom("alert_episodes")
    .select("episode_id")
    .where("account_id", "=", accountId)
    .where("conversation_id", "=", conversation)
    .executeTakeFirst();
  if (!episode) return;
  const profile = { kind: "member", email, name: null, timezone: null, locale: null } as const;
  const profiles = { profileOf: async () => profile };
  const answers = chatAnswers({ db: store.db, accountId, config, logger, clock, profiles });
  const user = { platform: "slack", tenant: "demo", id: email } as const;
  const place = { platform: "slack", channel: DEMO_CHANNEL, kind: "channel" } as const;
  await answers.answer(`ack ${episode.episode_id} 15m`, { user, place });
}

export interface DemoLive {
  stop(): Promise<void>;
}

/** Lets the sample desk's time go on from its moment, and new things happen, until stopped. */
export function startDemoLive(desk: DemoDesk, channel: DemoChannel): DemoLive & Pick<DemoDesk, "clock"> {
  const clock = clockFrom(desk.moment);
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = async () => {
    let from = desk.moment;
    while (!signal.aborted) {
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        from = await demoGoesOn({ ...desk, clock }, channel, from);
      } catch (error) {
        desk.logger.error({ err: error }, "The sample desk could not go on; it is tried again");
      }
    }
  };
  const isOver = work();
  return {
    clock,
    async stop() {
      stopping.abort();
      await isOver;
    },
  };
}

/**
 * What has happened since comes into the log and into the facts, and whoever is to be told is told.
 *
 * @returns until when
 */
export async function demoGoesOn(desk: DemoDesk, channel: DemoChannel, since: Date): Promise<Date> {
  const now = desk.clock.now();
  await happen(desk, since, now);
  await lookAfter(desk, channel);
  return now;
}

async function happen({ store, accountId, moment }: DemoDesk, from: Date, to: Date): Promise<void> {
  const events = liveTraffic(moment, from, to);
  if (events.length === 0) return;
  await appendEvents(store.db, accountId, events, to);
  await projectChanges(store.db);
}

/** What a process that runs does every second, and its queue at once. */
async function lookAfter(desk: DemoDesk, { surface }: DemoChannel): Promise<void> {
  const { store, accountId, config, clock, logger } = desk;
  const { db } = store;
  const surfaces = new Map([[surface.platform, surface]]);
  const room: AlertRoom = {
    db,
    accountId,
    config,
    surfaces,
    enqueue: async () => undefined,
    clock,
    logger,
  };
  await scanKpiAlerts(room);
  await scanAlerts(room);
  const delivering = { ...room, timing: deliveryTiming, tellOwner: async () => undefined };
  for (const key of await dueDeliveries(db, accountId, clock.now())) await deliver(delivering, key);
}
