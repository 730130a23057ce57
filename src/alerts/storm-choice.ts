/** What alerts may have in common, the narrowest first: of several the first is named. */
const commonThings = ["topic", "product", "team", "channel"] as const;
type CommonThing = (typeof commonThings)[number];

/** What an alert is about. */
export type Traits = Readonly<Record<CommonThing, string | null>>;

/**
 * One message that stands for many alerts of a place: of those that share a thing, of those of too full an hour, or of
 * those that quiet hours held back.
 */
export interface Rush {
  readonly shares: CommonThing | "hour" | "quiet";
  /** Of the topic, say; "" where nothing is shared. */
  readonly value: string;
}

/** A message that was promised to a place. */
export interface RecentMessage {
  readonly at: Date;
  /** null where it is no alert of a wait: of a rush, an escalation, a KPI. */
  readonly traits: Traits | null;
}

/** What a place has been told lately, and the rushes that go on there. */
export interface PlaceBook {
  readonly recent: readonly RecentMessage[];
  readonly raging: readonly Rush[];
}

/** Of a new alert in a place. */
export interface NewAlert {
  /** null: there is nothing that it could share with others. */
  readonly traits: Traits | null;
  /** With how many, itself included, it was held back by quiet hours that have ended; 0 where it was not. */
  readonly heldWith: number;
}

/** See config/alert-limits.ts; milliseconds. */
interface Limits {
  readonly storm: { readonly alerts: number; readonly within: number };
  readonly perHour: number;
}

export type StormChoice = { readonly kind: "own" } | { readonly kind: "join" | "open"; readonly rush: Rush };

const HOUR_MS = 3_600_000;

/** Whether an alert has a message of its own in a place, or one that tells of many has it. */
export function chooseStorm(book: PlaceBook, alert: NewAlert, limits: Limits, now: Date): StormChoice {
  const raging = rushes(alert).find((rush) => book.raging.some((one) => isSame(one, rush)));
  if (raging) return { kind: "join", rush: raging };
  // The last message that the hour has room for tells of all that follow.
  if (messagesInHour(book, now) >= limits.perHour - 1)
    return { kind: "open", rush: { shares: "hour", value: "" } };
  const rush = sharedByMany(book, alert, limits, now);
  if (rush) return { kind: "open", rush };
  return alert.heldWith > 1 ? { kind: "open", rush: { shares: "quiet", value: "" } } : { kind: "own" };
}

/** Whether an hour that was too full has room again: for half of it, lest it were full again at once. */
export function hasRoomAgain(book: PlaceBook, limits: Pick<Limits, "perHour">, now: Date): boolean {
  return messagesInHour(book, now) <= limits.perHour / 2;
}

/** All that could tell of an alert, the narrowest first. */
function rushes({ traits, heldWith }: NewAlert): readonly Rush[] {
  const shared = commonThings.flatMap((shares) => {
    const value = traits?.[shares] ?? null;
    return value === null ? [] : [{ shares, value }];
  });
  const held: readonly Rush[] = heldWith > 0 ? [{ shares: "quiet", value: "" }] : [];
  return [...shared, ...held, { shares: "hour", value: "" }];
}

function sharedByMany(
  { recent, raging }: PlaceBook,
  alert: NewAlert,
  { storm }: Limits,
  now: Date,
): Rush | undefined {
  const since = now.getTime() - storm.within;
  // What a rush that goes on explains makes no other one.
  const unexplained = recent.filter(
    ({ at, traits }) => at.getTime() > since && !raging.some((rush) => isAbout(rush, traits)),
  );
  return rushes({ ...alert, heldWith: 0 }).find(
    (rush) => unexplained.filter(({ traits }) => isAbout(rush, traits)).length >= storm.alerts,
  );
}

function messagesInHour({ recent }: PlaceBook, now: Date): number {
  return recent.filter(({ at }) => at.getTime() > now.getTime() - HOUR_MS).length;
}

function isAbout({ shares, value }: Rush, traits: Traits | null): boolean {
  return shares !== "hour" && shares !== "quiet" && traits?.[shares] === value;
}

function isSame(one: Rush, other: Rush): boolean {
  return one.shares === other.shares && one.value === other.value;
}
