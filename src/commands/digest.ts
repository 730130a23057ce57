import { composeDigest } from "../digests/compose-digest.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { digestWords, namedDigest } from "./digest-grammar.ts";
import { listDigests } from "./digest-list.ts";
import { permittedDigest } from "./digest-permission.ts";
import { muteHere, pauseHere, removeDigest } from "./digest-place.ts";
import { subscribe, subscriptionForm } from "./digest-subscription.ts";
import type { Room } from "./room.ts";

export const digest: Command = {
  name: "digest",
  summary: "Show a digest now, list them, subscribe a channel, pause one here",
  usage: "[list | show <id> | subscribe | pause <id> | resume <id> | mute <id> <kpi> | remove <id>]",
  examples: ["digest list", "digest", "digest subscribe"],
  opensModal: (words) => digestWords(words).verb === "subscribe",
  async run(request, room) {
    const { verb, rest } = digestWords(request.words);
    if (verb === "list") return await listDigests(request, room);
    if (verb === "subscribe") return await subscriptionForm(request, room);
    const [name, kpi] = rest;
    const known = await namedDigest(request, room, verb, name);
    switch (verb) {
      case "show":
        return await show(request, room, known.digest);
      case "pause":
      case "resume":
        return await pauseHere(request, room, known, verb === "pause");
      case "mute":
      case "unmute":
        return await muteHere(request, room, known, kpi?.toLowerCase(), verb === "mute");
      case "remove":
        return await removeDigest(request, room, known);
      default:
        return verb satisfies never;
    }
  },
  submit: subscribe,
};

/** As it would be posted now. */
async function show(
  request: CommandRequest,
  room: Room,
  asked: Parameters<typeof composeDigest>[1]["digest"],
): Promise<Answer> {
  await permittedDigest(request, room, asked);
  const { accountId, config, db } = room;
  const { report } = await composeDigest(db, { accountId, digest: asked, config, now: request.now });
  return { report, visibility: "personal" };
}
