import type { Kysely } from "kysely";
import { type EscalationStep, escalationAt, nextToTell } from "../../alerts/escalation.ts";
import { namesOfAddresses } from "../../alerts/names-of-addresses.ts";
import { onShift } from "../../store/alert-details.ts";
import type { AlertEpisode } from "../../store/alert-episodes.ts";
import { knownAgents } from "../../store/known-agents.ts";
import type { Database } from "../../store/tables.ts";
import type { LivingEpisode } from "./alert-carry-on.ts";
import type { AlertRoom } from "./alert-room.ts";

interface Standing {
  readonly before: AlertEpisode;
  readonly standing: LivingEpisode;
  /** The promise that was not kept, in words. */
  readonly broken: string | null;
  readonly steps: readonly EscalationStep[];
}

/** Who is told next, if somebody is to be told now, and what to call them. */
export async function chooseNext(
  room: AlertRoom,
  db: Kysely<Database>,
  { before, standing, broken, steps }: Standing,
  now: Date,
): Promise<{ readonly to: string; readonly name: string; readonly why: string } | null> {
  if (steps.length === 0 || standing.endedAt !== null) return null;
  const told = {
    escalatedTo: before.escalated_to,
    escalatedAt: before.escalated_at,
    toldAt: before.told_at,
  };
  const at = broken === null ? escalationAt({ ...standing, ...told }, steps) : now;
  if (at === null || at > now) return null;
  const isOnShift = await shiftOf(
    room,
    db,
    steps.map(({ to }) => to),
  );
  const to = nextToTell(steps, before.escalated_to, isOnShift);
  if (to === undefined) return null;
  const [name = to] = await namesOfAddresses(db, room.accountId, room.config, [to]);
  return { to, name, why: broken === null ? "Nobody took it on." : `${broken}.` };
}

/** Whether somebody is online by the agents that have the address. */
async function shiftOf(
  { accountId, config }: AlertRoom,
  db: Kysely<Database>,
  addresses: readonly string[],
): Promise<(email: string) => boolean> {
  const isMeant = (email: string | null | undefined): email is string =>
    email != null && addresses.some((address) => address.toLowerCase() === email.toLowerCase());
  const told = (await knownAgents(db, accountId)).map(({ id, email }) => ({ id, email }));
  const listed = config.people.map(({ agent, email }) => ({ id: agent, email }));
  const agents = [...told, ...listed].flatMap(({ id, email }) =>
    id !== undefined && isMeant(email) ? [{ id, email: email.toLowerCase() }] : [],
  );
  const online = await onShift(
    db,
    accountId,
    agents.map(({ id }) => id),
  );
  const present = new Set(agents.filter(({ id }) => online.get(id) === true).map(({ email }) => email));
  return (email) => present.has(email.toLowerCase());
}
