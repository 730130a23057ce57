import { runCommand } from "../../../src/commands/run-command.ts";
import { isEventType } from "../../../src/events/vocabulary.ts";
import { scanAlerts } from "../../../src/jobs/alerts/alert-scan.ts";
import { plainText } from "../../../src/messages/plain-text.ts";
import type { Report } from "../../../src/messages/report.ts";
import { dueDeliveries } from "../../../src/store/delivery-ledger.ts";
import { appendEvents } from "../../../src/store/event-log.ts";
import { projectChanges } from "../../../src/store/projector.ts";
import type { DeliveryContext, PostedMessage } from "../../../src/surfaces/surface.ts";
import type { ToldEvent } from "../../differential/told-event.ts";
import { alertDesk } from "../../support/alert-desk.ts";
import { type CommandDesk, commandConfig } from "../../support/command-desk.ts";
import type { TestDatabase } from "../../support/database.ts";
import { deskEvent } from "../../support/desk-events.ts";
import { ScriptedSurface } from "../../support/scripted-surface.ts";
import { type MonthDesk, type Place, written } from "./promises.ts";

interface Message {
  readonly place: Place;
  readonly deliveryId: string;
  text: string;
}

/** A message that stands somewhere, as it reads now. */
export interface Standing {
  readonly place: Place;
  readonly text: string;
  readonly of: "alert" | "escalation" | "many";
  /** Of the alert, or of the message that tells of many. */
  readonly id: number;
}

/** An alert that a message tells of which tells of many. */
export interface RoundUp {
  readonly id: number;
  readonly shares: string;
  readonly place: Place;
  readonly alertId: number;
}

/** A platform in memory that keeps its messages as they read now. */
class Wall extends ScriptedSurface {
  readonly messages = new Map<string, Message>();
  /** How often anything was said or changed. */
  changes = 0;

  override async post(target: string, report: Report, delivery: DeliveryContext): Promise<PostedMessage> {
    const posted = await super.post(target, report, delivery);
    const { deliveryId } = delivery;
    this.changes += 1;
    this.messages.set(posted.messageId, {
      place: `${this.platform} ${target}`,
      deliveryId,
      text: plainText(report),
    });
    return posted;
  }

  async update({ messageId }: PostedMessage, report: Report): Promise<void> {
    this.changes += 1;
    const message = this.messages.get(messageId);
    if (!message) throw new Error(`There is no message ${messageId}`);
    message.text = plainText(report);
  }
}

/** What the product has stored of one wait. */
export interface StoredAlert {
  readonly id: number;
  readonly conversation: string;
  readonly target: string;
  readonly no: number;
  readonly state: string;
  readonly policy: string;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly breachedAt: Date | null;
  readonly escalatedTo: readonly string[];
  readonly story: readonly { readonly at: Date; readonly text: string }[];
}

export type Manner = "alone" | "twice" | "dying";

/** The real parts of a desk, stepped by hand. */
export interface PlayedDesk {
  tell(events: readonly ToldEvent[], now: number): Promise<void>;
  look(now: number, manner: Manner): Promise<void>;
  /** Everything that waits to be posted is; a place takes a message a second. */
  deliver(): Promise<void>;
  /** @param span minutes; null: it is fine as it is */
  take(wait: string, name: string, span: number | null, now: number): Promise<void>;
  stored(): Promise<readonly StoredAlert[]>;
  standing(): Promise<readonly Standing[]>;
  roundUps(): Promise<readonly RoundUp[]>;
  /** How often anything was posted or changed. */
  readonly changes: number;
  readonly now: number;
}

export async function playedDesk(
  database: TestDatabase,
  people: CommandDesk,
  month: MonthDesk,
): Promise<PlayedDesk> {
  const walls = (["slack", "teams", "console"] as const).map((platform) => new Wall(platform));
  const listed = commandConfig.people.map(({ agent, ...person }) => ({ ...person, ...(agent && { agent }) }));
  const desk = await alertDesk(database, { ...written(month), people: listed }, walls);
  desk.now = new Date(month.from);
  const { db } = database;
  const { accountId, room } = desk;
  return {
    async tell(events, now) {
      const told = events.map(({ type, id, time, data, source }) => {
        if (!isEventType(type)) throw new Error(`There is no event ${type}`);
        return deskEvent(type, id, time, data, source);
      });
      await appendEvents(db, accountId, told, new Date(now));
      await projectChanges(db);
    },
    async look(now, manner) {
      desk.now = new Date(now);
      if (manner === "dying") {
        let left = 1 + (Math.floor(now / 1000) % 2);
        const enqueue = async () => {
          if (left-- <= 1) throw new Error("killed");
        };
        await scanAlerts({ ...room, enqueue }).catch(() => undefined);
      }
      await Promise.all(manner === "twice" ? [scanAlerts(room), scanAlerts(room)] : [scanAlerts(room)]);
    },
    async deliver() {
      for (let tries = 0; tries < 100; tries++) {
        if ((await dueDeliveries(db, accountId, desk.now)).length === 0) return;
        await desk.deliverAll();
        desk.now = new Date(desk.now.getTime() + 1_100);
      }
      throw new Error("It is never posted");
    },
    async take(wait, name, span, now) {
      const [conversation = "", target = "", no] = wait.split(" ");
      const { episode_id } = await db
        .selectFrom("alert_episodes")
        .select("episode_id")
        .where((is) =>
          is.and({ account_id: accountId, conversation_id: conversation, target, of_no: Number(no) }),
        )
        .executeTakeFirstOrThrow();
      const asker = { ...(await people.asker(name)), now: new Date(now) };
      const { config, ...rest } = { ...people.room, accountId };
      const line = span === null ? `snooze ${episode_id}` : `ack ${episode_id} ${span}m`;
      await runCommand(line, asker, { ...rest, config: { ...config, sla: room.config.sla } });
    },
    stored: () => storedAlerts(database, accountId),
    roundUps: () => roundUps(database, accountId),
    standing: () =>
      standingMessages(
        database,
        walls.flatMap(({ messages }) => [...messages.values()]),
      ),
    get changes() {
      return walls.reduce((total, { changes }) => total + changes, 0);
    },
    get now() {
      return desk.now.getTime();
    },
  };
}

/** Of which alert each message tells: those in places, not those to people alone. */
async function standingMessages(
  { db }: TestDatabase,
  messages: readonly Message[],
): Promise<readonly Standing[]> {
  const ids = messages.map(({ deliveryId }) => deliveryId);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("deliveries")
    .select(["delivery_id", "kind", "subject_id", "occurrence"])
    .where("delivery_id", "in", ids)
    .execute();
  const promised = new Map(rows.map((row) => [row.delivery_id, row]));
  return messages.flatMap(({ place, text, deliveryId }) => {
    const { kind, subject_id, occurrence } = promised.get(deliveryId) ?? {};
    if (place.includes(" mailto:")) return [];
    const of = kind !== "sla-alert" ? "many" : occurrence === "alert" ? "alert" : "escalation";
    return [{ place, text, id: Number(subject_id), of }] as const;
  });
}

/** Which alerts the messages tell of that tell of many. */
async function roundUps({ db }: TestDatabase, accountId: string): Promise<readonly RoundUp[]> {
  const rows = await db
    .selectFrom("alert_storms as s")
    .innerJoin("alert_storm_members as m", (join) =>
      join.onRef("m.account_id", "=", "s.account_id").onRef("m.storm_id", "=", "s.storm_id"),
    )
    .select(["s.storm_id", "s.shares", "s.platform", "s.target", "m.episode_id"])
    .where("s.account_id", "=", accountId)
    .execute();
  return rows.map(({ storm_id, shares, platform, target, episode_id }) => ({
    ...{ id: storm_id, shares, alertId: episode_id },
    place: `${platform} ${target}`,
  }));
}

async function storedAlerts({ db }: TestDatabase, accountId: string): Promise<readonly StoredAlert[]> {
  const episodes = await db
    .selectFrom("alert_episodes")
    .selectAll()
    .where("account_id", "=", accountId)
    .execute();
  const history = await db
    .selectFrom("alert_history")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("no")
    .execute();
  const stories = Map.groupBy(history, ({ episode_id }) => episode_id);
  return episodes.map((row) => ({
    id: row.episode_id,
    conversation: row.conversation_id ?? "",
    target: row.target ?? "",
    no: row.of_no ?? 0,
    state: row.state,
    policy: row.policy ?? "",
    startedAt: row.started_at,
    dueAt: row.due_at,
    breachedAt: row.breached_at,
    escalatedTo: row.escalated_to,
    story: stories.get(row.episode_id) ?? [],
  }));
}
