import type { Heard } from "../../differential/oracle/heard.ts";
import type { NaiveClock } from "./naive-clocks.ts";
import { quietEnd } from "./naive-hours.ts";
import { type Kind, MINUTE, type MonthDesk, type Place, type Policy } from "./promises.ts";

export type State = "in-time" | "at-risk" | "breached" | "paused" | "resolved" | "cancelled";

/** What the desk should know and have said of one wait. */
export interface NaiveAlert {
  readonly conversation: string;
  readonly kind: Kind;
  readonly no: number;
  state: State;
  policy: Policy;
  startedAt: number;
  dueAt: number | null;
  breachedAt: number | null;
  /** From when on somebody could know. */
  toldAt: number;
  team: string | null;
  agent: string | null;
  taken: { readonly by: string; readonly until: number | null } | null;
  escalatedTo: string[];
  escalatedAt: number | null;
  /** Where its message is to be, and whether it was sent; one message tells of several that quiet hours held back. */
  readonly places: Map<Place, "promised" | "posted" | "rounded up">;
  /** Where quiet hours hold it back, or did, or would have had it been looked at. */
  readonly heldIn: Set<Place>;
  /** Whether quiet hours held it as it was looked at last. */
  isHeld: boolean;
  readonly escalations: { readonly to: string; readonly place: Place; state: "promised" | "posted" }[];
  /** "breached", "escalated to kim@example.com", "taken by Max Weber", with when. */
  readonly story: { readonly at: number; readonly what: string }[];
}

/** Who says what; times are instants. */
export interface Taking {
  readonly by: string;
  readonly isManager: boolean;
  readonly agent: string | null;
  readonly teams: readonly string[];
  /** Minutes; null: it is fine as it is. */
  readonly span: number | null;
}

/** The life of all alerts, by the words of docs/alerts.md: what is so is asked anew at each look. */
export class NaiveAlerts {
  readonly alerts = new Map<string, NaiveAlert>();
  readonly #desk: MonthDesk;
  /** Who is online, by address, from what has arrived. */
  readonly #isOnShift: (address: string) => boolean;
  #watchedSince: number | undefined;
  #lookedAt: number | undefined;
  /** What quiet hours held back until this look. */
  readonly #released: { readonly alert: NaiveAlert; readonly place: Place }[] = [];

  constructor(desk: MonthDesk, isOnShift: (address: string) => boolean) {
    this.#desk = desk;
    this.#isOnShift = isOnShift;
  }

  /** @param clocks by wait, as they are by everything that has arrived */
  look(now: number, clocks: ReadonlyMap<string, NaiveClock>): void {
    this.#watchedSince ??= now;
    this.#released.length = 0;
    for (const [wait, clock] of clocks) this.#notice(wait, clock, now);
    for (const [wait, alert] of this.alerts) {
      if (isOver(alert)) continue;
      this.#follow(alert, clocks.get(wait), now);
      alert.isHeld = this.#isQuiet(alert, now);
    }
    for (const [place, together] of Map.groupBy(this.#released, (one) => one.place))
      if (together.length > 1) for (const { alert } of together) alert.places.set(place, "rounded up");
    this.#lookedAt = now;
  }

  /** What was promised and is still to be said is posted. */
  deliver(): void {
    for (const alert of this.alerts.values()) {
      if (isOver(alert)) {
        for (const [place, state] of alert.places) if (state === "promised") alert.places.delete(place);
        const unsent = alert.escalations.filter(({ state }) => state === "promised");
        for (const one of unsent) alert.escalations.splice(alert.escalations.indexOf(one), 1);
      }
      for (const [place, state] of alert.places) if (state === "promised") alert.places.set(place, "posted");
      for (const escalation of alert.escalations) escalation.state = "posted";
    }
  }

  take(wait: string, taking: Taking, now: number): void {
    const alert = this.alerts.get(wait);
    if (!alert || isOver(alert)) return;
    const isOfTeam = alert.team !== null && taking.teams.includes(alert.team);
    const isOwn = alert.agent !== null && alert.agent === taking.agent;
    if (!taking.isManager && !isOfTeam && !isOwn) return;
    if (alert.taken && alert.taken.by !== taking.by && isSilent(alert, now)) return;
    const until = taking.span === null ? null : now + taking.span * MINUTE;
    alert.taken = { by: taking.by, until };
    alert.story.push({ at: now, what: `taken by ${taking.by}` });
  }

  #notice(wait: string, clock: NaiveClock, now: number): void {
    const known = this.alerts.get(wait);
    if ((known && !isOver(known)) || clock.stoppedAt !== null) return;
    const hasCome = (at: number) => at >= (this.#watchedSince ?? now) && at < now;
    const { warning, breach } = clock.policy;
    const isWarned = warning.length > 0 && clock.warnAt.some(hasCome);
    const isBreached = breach.length > 0 && clock.dueAt !== null && hasCome(clock.dueAt);
    if (!isWarned && !isBreached) return;
    const { conversation, kind, no } = clock;
    const alert: NaiveAlert = known ?? {
      ...{ conversation, kind, no, policy: clock.policy, startedAt: clock.waitingSince, state: "in-time" },
      ...{ dueAt: null, breachedAt: null, toldAt: now, team: null, agent: null },
      ...{
        taken: null,
        escalatedTo: [],
        escalatedAt: null,
        places: new Map(),
        heldIn: new Set(),
        isHeld: false,
        escalations: [],
        story: [],
      },
    };
    this.alerts.set(wait, alert);
    const moments = [...(warning.length > 0 ? clock.warnAt : []), ...(isBreached ? [clock.dueAt ?? 0] : [])];
    alert.taken = null;
    alert.isHeld = false;
    alert.toldAt = this.#quietEnd(clock.policy, now);
    learn(alert, clock, now);
    const late = this.#lateNote(Math.max(...moments.filter(hasCome)), now);
    alert.story.push({ at: now, what: `${alert.state}${late}` });
    this.#tell(alert, now);
  }

  /** Why it is told only now. */
  #lateNote(moment: number, now: number): string {
    if (now - moment < MINUTE) return "";
    const isAfterLook = moment >= (this.#lookedAt ?? now);
    const why = isAfterLook ? "deskpulse was not running" : "what happened was told late";
    return `. Noticed ${Math.round((now - moment) / MINUTE)} min late: ${why}`;
  }

  #follow(alert: NaiveAlert, clock: NaiveClock | undefined, now: number): void {
    const before = alert.state;
    learn(alert, clock, now);
    if (alert.state !== before) {
      alert.story.push({ at: now, what: alert.state });
      // "It's fine" was said of a warning.
      if (alert.state === "breached" && alert.taken?.until === null) alert.taken = null;
    }
    if (isOver(alert)) return;
    if (this.#isQuiet(alert, now)) {
      this.#tell(alert, now);
      return;
    }
    const hasEnded = alert.taken !== null && !isSilent(alert, now);
    const isBroken = hasEnded && (alert.state === "at-risk" || alert.state === "breached");
    if (isBroken) alert.story.push({ at: now, what: `not kept by ${alert.taken?.by}` });
    if (hasEnded) alert.taken = null;
    const next = isBroken || this.#isTimeToEscalate(alert, now) ? this.#nextOf(alert) : undefined;
    this.#tell(alert, now);
    if (next !== undefined) this.#escalate(alert, next, now);
  }

  #isTimeToEscalate(
    { state, taken, breachedAt, toldAt, escalatedTo, escalatedAt, policy }: NaiveAlert,
    now: number,
  ) {
    const step = policy.escalate[escalatedTo.length];
    if (state !== "breached" || taken !== null || breachedAt === null || !step) return false;
    const byBreach = Math.max(breachedAt, toldAt) + step.after * MINUTE;
    const before = policy.escalate[escalatedTo.length - 1]?.after ?? 0;
    const byLast = escalatedAt === null ? 0 : escalatedAt + Math.max(0, step.after - before) * MINUTE;
    return Math.max(byBreach, byLast) <= now;
  }

  #nextOf({ policy, escalatedTo }: NaiveAlert): string | undefined {
    const left = policy.escalate.map(({ to }) => to).filter((to) => !escalatedTo.includes(to));
    return left.find(this.#isOnShift) ?? left[0];
  }

  #escalate(alert: NaiveAlert, to: string, now: number): void {
    alert.escalatedTo.push(to);
    alert.escalatedAt = now;
    alert.story.push({ at: now, what: `escalated to ${to}` });
    const known = [...alert.places.keys()];
    const places = known.length > 0 ? known : placesOf(alert.policy, "breached");
    for (const place of places) alert.escalations.push({ to, place, state: "promised" });
  }

  /** In places that are to know and do not yet, unless somebody is on it; later where it is quiet. */
  #tell(alert: NaiveAlert, now: number): void {
    if (isSilent(alert, now)) return;
    const places = placesOf(alert.policy, alert.state).filter((place) => !alert.places.has(place));
    for (const place of places) {
      if (this.#isQuiet(alert, now)) {
        alert.heldIn.add(place);
        continue;
      }
      if (alert.isHeld) {
        alert.heldIn.add(place);
        this.#released.push({ alert, place });
      }
      alert.places.set(place, "promised");
    }
  }

  #isQuiet({ policy }: NaiveAlert, now: number): boolean {
    return this.#quietEnd(policy, now) > now;
  }

  #quietEnd({ quietHours, calendar }: Policy, now: number): number {
    const hours = calendar === null ? undefined : this.#desk.calendars[calendar];
    return quietEnd(quietHours, hours?.timezone ?? this.#desk.timezone, now);
  }
}

export function isOver({ state }: Pick<NaiveAlert, "state">): boolean {
  return state === "resolved" || state === "cancelled";
}

function isSilent({ taken }: NaiveAlert, now: number): boolean {
  return taken !== null && (taken.until === null || taken.until > now);
}

function placesOf({ warning, breach }: Policy, state: State): readonly Place[] {
  if (state === "breached") return [...new Set([...warning, ...breach])];
  return state === "at-risk" ? warning : [];
}

function learn(alert: NaiveAlert, clock: NaiveClock | undefined, now: number): void {
  alert.state = stateOf(clock, now);
  const isLate = clock?.dueAt != null && clock.dueAt < (clock.stoppedAt ?? now);
  alert.breachedAt = isLate ? clock.dueAt : null;
  if (!clock) return;
  const { policy, waitingSince: startedAt, dueAt, team, agent } = clock;
  Object.assign(alert, { policy, startedAt, dueAt, team, agent });
}

function stateOf(clock: NaiveClock | undefined, now: number): State {
  if (!clock || clock.end === "dropped") return "cancelled";
  if (clock.end === "kept") return "resolved";
  if (clock.pausedAt !== null) return "paused";
  if (clock.dueAt !== null && clock.dueAt < now) return "breached";
  return clock.warnAt.some((at) => at <= now) ? "at-risk" : "in-time";
}

/** Whether somebody is online by the last that was heard of the agent with that address. */
export function shiftOf(
  heard: readonly Heard[],
  agents: ReadonlyMap<string, string | undefined>,
): (address: string) => boolean {
  return (address) => {
    const agent = agents.get(address);
    const told = heard.filter(({ type, data }) => type === "agent.presence" && data.agent === agent);
    return told.at(-1)?.data.state === "online";
  };
}
