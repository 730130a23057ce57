import type { Kysely } from "kysely";
import { quietUntil } from "../../alerts/quiet-hours.ts";
import type { Clock } from "../../clock.ts";
import type { DeskConfig } from "../../config/desk-config.ts";
import type { SlaPolicy } from "../../config/sla-policy.ts";
import type { Target } from "../../config/target.ts";
import type { Logger } from "../../logger.ts";
import type { AlertEpisode } from "../../store/alert-episodes.ts";
import type { AlertPlace } from "../../store/alert-posts.ts";
import type { AlertWatch } from "../../store/alert-watches.ts";
import type { DeliveryKey } from "../../store/delivery-ledger.ts";
import type { Database } from "../../store/tables.ts";
import type { Surface } from "../../surfaces/surface.ts";
import { type DigestTarget, ledgerTarget } from "../digest-targets.ts";

/** What looking after promises in danger needs of the process around it. */
export interface AlertRoom {
  readonly db: Kysely<Database>;
  readonly accountId: string;
  readonly config: DeskConfig;
  /** By platform: those that have credentials. */
  readonly surfaces: ReadonlyMap<string, Surface>;
  /** Hands promised deliveries to the queue, in the transaction that is passed. */
  readonly enqueue: (db: Kysely<Database>, keys: readonly DeliveryKey[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every alert that this process opens, and how late after the moment that called for it. */
  readonly onOpened?: (moment: "warning" | "breach" | "kpi", lateMs?: number) => void;
}

/** What deskpulse.yaml wants somebody to be told of. */
export function watchesOf({ sla }: Pick<DeskConfig, "sla">): readonly AlertWatch[] {
  return sla.flatMap(({ name: policy, notify }) =>
    (["warning", "breach"] as const)
      .filter((moment) => notify[moment].length > 0)
      .map((moment) => ({ policy, moment })),
  );
}

export function policyOf({ config }: AlertRoom, name: string): SlaPolicy | undefined {
  return config.sla.find((policy) => policy.name === name);
}

/** When the quiet hours of a policy or a KPI alert end, null where there are none now. */
export function quietFor(
  { config }: AlertRoom,
  told: Pick<SlaPolicy, "quietHours" | "calendar"> | undefined,
  now: Date,
): Date | null {
  if (!told) return null;
  const calendar = told.calendar === undefined ? undefined : config.calendars[told.calendar];
  return quietUntil(told.quietHours, calendar?.timezone ?? config.timezone, now);
}

/** The same of an episode of either kind. */
export function quietForEpisode(room: AlertRoom, episode: AlertEpisode, now: Date): Date | null {
  const { alerts } = room.config;
  const told =
    episode.kind === "wait"
      ? policyOf(room, episode.policy)
      : alerts.find(({ id }) => id === episode.kpi_alert);
  return quietFor(room, told, now);
}

/** Where an episode's message belongs: who is told of a breach and was not of the warning is told then. */
export function placesFor(policy: SlaPolicy | undefined, state: string): readonly AlertPlace[] {
  if (!policy || (state !== "at-risk" && state !== "breached")) return [];
  const { warning, breach } = policy.notify;
  return placesOfTargets(state === "breached" ? [...warning, ...breach] : warning);
}

/** Each place once. */
export function placesOfTargets(targets: readonly Target[]): readonly DigestTarget[] {
  const places = targets.map(ledgerTarget);
  return [...new Map(places.map((place) => [`${place.platform} ${place.target}`, place])).values()];
}
