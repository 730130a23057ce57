import { closest } from "../closest.ts";
import { type KnownDigest, knownDigests } from "../digests/known-digests.ts";
import { AskBack } from "./ask-back.ts";
import type { CommandRequest, Place } from "./command.ts";
import type { Room } from "./room.ts";

const digestVerbs = ["list", "show", "subscribe", "pause", "resume", "mute", "unmute", "remove"] as const;
export type DigestVerb = (typeof digestVerbs)[number];

/** "digest", "digest morning", "digest pause morning", "digest mute morning csat". */
export interface DigestWords {
  readonly verb: DigestVerb;
  readonly rest: readonly string[];
}

export function digestWords(words: string): DigestWords {
  const all = words.split(/\s+/).filter((word) => word !== "");
  const [first = "", ...rest] = all;
  const verb = digestVerbs.find((each) => each === first.toLowerCase());
  return verb ? { verb, rest } : { verb: "show", rest: all };
}

/**
 * The digest that is named; where none is, the only one there is, or the only one that this channel gets.
 *
 * @throws AskBack naming those it could be
 */
export async function namedDigest(
  request: CommandRequest,
  room: Room,
  verb: DigestVerb,
  name: string | undefined,
): Promise<KnownDigest> {
  const known = await knownDigests(room.db, room.accountId, room.config);
  if (known.length === 0)
    throw new AskBack("There are no digests yet. Subscribe this channel to one:", ["digest subscribe"]);
  const line = (id: string) => `digest ${verb} ${id}`;
  if (name === undefined) {
    const here = known.filter(({ digest }) => isPostedTo(digest, request.place));
    const [only, ...others] = here.length > 0 ? here : known;
    if (only && others.length === 0) return only;
    throw new AskBack(
      "Which digest?",
      (here.length > 0 ? here : known).map(({ digest }) => line(digest.id)),
    );
  }
  const found = known.find(({ digest }) => digest.id === name.toLowerCase());
  if (found) return found;
  const ids = known.map(({ digest }) => digest.id);
  const near = closest(name, [...ids, ...digestVerbs]);
  const isVerb = digestVerbs.some((each) => each === near);
  const lines = near === undefined ? ids.map(line) : [isVerb ? `digest ${near}` : line(near)];
  throw new AskBack(`There is no digest ${JSON.stringify(name)}.`, lines);
}

/** Whether a digest goes to the place where the command was given. */
export function isPostedTo({ targets }: KnownDigest["digest"], { platform, channel }: Place): boolean {
  return targets.some((target) => {
    if ("slack" in target) return platform === "slack" && target.slack === channel;
    if ("teams" in target) return platform === "teams" && target.teams === channel;
    return platform === "console";
  });
}
