import { alertDetailsAnswer, takenAnswer } from "./alert-answer.ts";
import { episodeNumber, permittedEpisode, takeOn } from "./alert-taking.ts";
import { AskBack } from "./ask-back.ts";
import type { Command } from "./command.ts";

const MINUTE_MS = 60_000;
/** Who needs longer says so again: a promise that nobody watches for a day is none. */
const LONGEST_MS = 8 * 60 * MINUTE_MS;

export const ack: Command = {
  name: "ack",
  summary: "Take an alert on for a while, or look at it and what happened to it",
  usage: "<alert> [15m | 30m | 1h]",
  examples: ["ack 12 30m", "ack 12"],
  opensModal: (words) => /^#?\d+$/.test(words.trim()),
  async run(request, room) {
    const [word, ...rest] = request.words.trim().split(/\s+/);
    const episodeId = episodeNumber(word);
    if (rest.length === 0) {
      const episode = await permittedEpisode(room.db, request, room, episodeId);
      return await alertDetailsAnswer(episode, request, room);
    }
    const until = new Date(request.now.getTime() + spanOf(rest.join(""), episodeId));
    return takenAnswer(await takeOn(request, room, episodeId, until), request, room);
  },
};

/** @throws AskBack */
function spanOf(text: string, episodeId: number): number {
  const [, count, unit] = /^(\d{1,4})(m|min|h)$/i.exec(text) ?? [];
  const ms = Number(count) * (unit?.toLowerCase() === "h" ? 60 : 1) * MINUTE_MS;
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new AskBack(
    "For how long? From a minute to 8 hours:",
    ["15m", "30m", "1h"].map((span) => `ack ${episodeId} ${span}`),
  );
}
