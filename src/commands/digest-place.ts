import type { KnownDigest } from "../digests/known-digests.ts";
import { findMetric } from "../metrics/catalogue.ts";
import { dropChatDigest } from "../store/chat-digests.ts";
import { muteKpi, pauseDigest } from "../store/digest-places.ts";
import { AskBack } from "./ask-back.ts";
import type { Answer, CommandRequest } from "./command.ts";
import { isPostedTo } from "./digest-grammar.ts";
import { permittedDigest } from "./digest-permission.ts";
import type { Room } from "./room.ts";

/** Stops or goes on posting a digest where the command was given; other channels get it as before. */
export async function pauseHere(
  request: CommandRequest,
  room: Room,
  { digest }: KnownDigest,
  isPaused: boolean,
): Promise<Answer> {
  await permittedDigest(request, room, digest);
  const by = isPaused ? request.viewer.name : null;
  await pauseDigest(room.db, placeKey(request, room, digest), by, request.now);
  const text = isPaused ? `“${digest.title}” is paused here.` : `“${digest.title}” is posted here again.`;
  const verb = isPaused ? "resume" : "pause";
  return done(request, text, `${isPaused ? "Resume" : "Pause"} it`, `digest ${verb} ${digest.id}`);
}

/** Leaves a KPI out of a digest where the command was given, or takes it in again. */
export async function muteHere(
  request: CommandRequest,
  room: Room,
  { digest }: KnownDigest,
  kpi: string | undefined,
  isMuted: boolean,
): Promise<Answer> {
  const verb = isMuted ? "mute" : "unmute";
  if (kpi === undefined || !digest.kpis.includes(kpi))
    throw new AskBack(
      `Which KPI of “${digest.title}”?`,
      digest.kpis.map((id) => `digest ${verb} ${digest.id} ${id}`),
    );
  await permittedDigest(request, room, digest);
  await muteKpi(room.db, placeKey(request, room, digest), kpi, isMuted);
  const { name } = findMetric(kpi);
  const text = isMuted
    ? `${name} is left out of “${digest.title}” here from now on.`
    : `${name} is in “${digest.title}” here again.`;
  const back = isMuted ? "unmute" : "mute";
  return done(
    request,
    text,
    isMuted ? "Take it in again" : "Leave it out",
    `digest ${back} ${digest.id} ${kpi}`,
  );
}

/** Removes a digest that was made in chat. */
export async function removeDigest(
  request: CommandRequest,
  room: Room,
  { digest, madeInChat }: KnownDigest,
): Promise<Answer> {
  if (!madeInChat)
    throw new AskBack(
      `“${digest.title}” stands in deskpulse.yaml and is removed there. Pause it here instead:`,
      [`digest pause ${digest.id}`],
    );
  await permittedDigest(request, room, digest);
  await dropChatDigest(room.db, room.accountId, digest.id);
  return done(
    request,
    `“${digest.title}” is removed: it is posted nowhere any more.`,
    "All digests",
    "digest list",
  );
}

function placeKey({ place }: CommandRequest, { accountId }: Room, digest: KnownDigest["digest"]) {
  if (!isPostedTo(digest, place))
    throw new AskBack(`“${digest.title}” is not posted here.`, ["digest list", "digest subscribe"]);
  const target = place.platform === "console" ? "console" : place.channel;
  return { accountId, digestId: digest.id, platform: place.platform, target };
}

/** What changes a channel is said in the channel. */
function done({ viewer }: CommandRequest, text: string, label: string, command: string): Answer {
  return {
    report: {
      summary: text,
      sections: [
        { type: "paragraph", text },
        { type: "actions", actions: [{ label, command }] },
      ],
    },
    visibility: "personal",
    notice: `${viewer.name}: ${text}`,
  };
}
