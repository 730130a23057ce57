import type { Kysely } from "kysely";
import { chooseStorm, type NewAlert, type RecentMessage, type Traits } from "../../alerts/storm-choice.ts";
import type { AlertEpisode } from "../../store/alert-episodes.ts";
import {
  lockPlaces,
  type PromisedMessage,
  promisedSince,
  ragingStorms,
  toldPlaces,
} from "../../store/alert-places.ts";
import type { AlertPlace } from "../../store/alert-posts.ts";
import { type AlertStorm, joinStorms, openStorm } from "../../store/alert-storms.ts";
import type { Database } from "../../store/tables.ts";
import type { AlertRoom } from "./alert-room.ts";
import { promiseStorm } from "./storm-message.ts";

const HOUR_MS = 3_600_000;

/** An alert, and where somebody is to be told of it. */
export interface WantedAlert {
  readonly episode: AlertEpisode;
  readonly places: readonly AlertPlace[];
  /** Whether quiet hours that have ended held it back. */
  readonly isReleased?: boolean;
}

/** The places in which an episode gets a message of its own: not those where a storm's message tells of it. */
export async function placesOutsideStorms(
  room: AlertRoom,
  trx: Kysely<Database>,
  episode: AlertEpisode,
  places: readonly AlertPlace[],
  now: Date,
): Promise<readonly AlertPlace[]> {
  const [own] = await sortIntoStorms(room, trx, [{ episode, places }], now);
  return own ?? [];
}

/**
 * The same for many, in their order: the first have messages of their own. Alerts that belong into a storm have joined
 * it when this returns, and the messages of storms that begin with them are promised.
 */
export async function sortIntoStorms(
  room: AlertRoom,
  trx: Kysely<Database>,
  wanted: readonly WantedAlert[],
  now: Date,
): Promise<readonly (readonly AlertPlace[])[]> {
  const told = await toldPlaces(
    trx,
    room.accountId,
    wanted.map(({ episode }) => episode.episode_id),
  );
  const known = new Set(told.map((one) => keyOf(one.episodeId, one)));
  const own = new Set(told.filter(({ isOwn }) => isOwn).map((one) => keyOf(one.episodeId, one)));
  const fresh = wanted.flatMap((alert) =>
    alert.places
      .map((place) => ({ alert, place, key: keyOf(alert.episode.episode_id, place) }))
      .filter(({ key }) => !known.has(key)),
  );
  const places = fresh.map(({ place }) => place);
  const books = await openBooks(room, trx, places, now);
  for (const { alert, place } of fresh) if (alert.isReleased) bookOf(books, place).released++;
  for (const { alert, place, key } of fresh)
    if (await isOutside(room, trx, bookOf(books, place), alert, now)) own.add(key);
  await closeBooks(room, trx, [...books.values()], now);
  return wanted.map(({ episode, places }) =>
    places.filter((place) => own.has(keyOf(episode.episode_id, place))),
  );
}

/** What is known of a place while alerts are sorted. */
interface Book {
  readonly place: AlertPlace;
  readonly recent: RecentMessage[];
  readonly raging: AlertStorm[];
  readonly begun: AlertStorm[];
  readonly joined: { readonly stormId: number; readonly episodeId: number }[];
  /** How many of those to be sorted were held back. */
  released: number;
}

async function openBooks(
  { accountId, config }: AlertRoom,
  trx: Kysely<Database>,
  wanted: readonly AlertPlace[],
  now: Date,
): Promise<ReadonlyMap<string, Book>> {
  if (wanted.length === 0) return new Map();
  const places = [...new Map(wanted.map((place) => [nameOf(place), place])).values()];
  await lockPlaces(trx, accountId);
  const since = new Date(now.getTime() - Math.max(HOUR_MS, config.alertLimits.storm.within));
  const recent = await promisedSince(trx, accountId, places, since);
  const raging = await ragingStorms(trx, accountId, places);
  const books = places.map((place) => ({
    place,
    recent: recent.filter((one) => nameOf(one) === nameOf(place)).map(asRecent),
    raging: raging.filter((one) => nameOf(one) === nameOf(place)),
    begun: [],
    joined: [],
    released: 0,
  }));
  return new Map(books.map((book) => [nameOf(book.place), book]));
}

async function isOutside(
  room: AlertRoom,
  trx: Kysely<Database>,
  book: Book,
  { episode, isReleased = false }: WantedAlert,
  now: Date,
): Promise<boolean> {
  const alert: NewAlert = { traits: traitsOf(episode), heldWith: isReleased ? book.released : 0 };
  const choice = chooseStorm(book, alert, room.config.alertLimits, now);
  if (choice.kind === "own") {
    book.recent.push({ at: now, traits: alert.traits });
    return true;
  }
  const { shares, value } = choice.rush;
  let storm = book.raging.find((one) => one.shares === shares && one.value === value);
  if (!storm) {
    storm = await openStorm(trx, room.accountId, book.place, choice.rush, now);
    book.raging.push(storm);
    book.begun.push(storm);
    book.recent.push({ at: now, traits: null });
  }
  book.joined.push({ stormId: storm.storm_id, episodeId: episode.episode_id });
  return false;
}

async function closeBooks(
  room: AlertRoom,
  trx: Kysely<Database>,
  books: readonly Book[],
  now: Date,
): Promise<void> {
  const joined = books.flatMap((book) => book.joined);
  await joinStorms(trx, room.accountId, joined, now);
  for (const storm of books.flatMap(({ begun }) => begun)) await promiseStorm(room, trx, storm, now);
}

function bookOf(books: ReadonlyMap<string, Book>, place: AlertPlace): Book {
  const book = books.get(nameOf(place));
  if (!book) throw new Error(`Nothing is known of ${nameOf(place)}`);
  return book;
}

function keyOf(episodeId: number, place: AlertPlace): string {
  return `${episodeId} ${nameOf(place)}`;
}

function nameOf({ platform, target }: AlertPlace): string {
  return `${platform} ${target}`;
}

function asRecent({ at, isOfWait, topic, product, team, channel }: PromisedMessage): RecentMessage {
  return { at, traits: isOfWait ? { topic, product, team, channel } : null };
}

/** KPIs that change at once have nothing in common that one message could be about. */
function traitsOf(episode: AlertEpisode): Traits | null {
  if (episode.kind === "kpi") return null;
  const { topic, product, team_id: team, channel } = episode;
  return { topic, product, team, channel };
}
