import { alertDetailsAnswer, takenAnswer } from "./alert-answer.ts";
import { alertLine, promiseEnd } from "./alert-line.ts";
import { permittedEpisode, takeOn } from "./alert-taking.ts";
import type { Command } from "./command.ts";
import { openAlertsAnswer } from "./open-alerts-answer.ts";
import { viewingOf } from "./viewing.ts";

export const ack: Command = {
  name: "ack",
  summary: "Take an alert on for a while, or look at it and what happened to it; alone: those that are open",
  usage: "[alert] [15m | 30m | 1h | until 15:00]",
  examples: ["ack", "ack 12 30m", "ack 12 until 15:00", "ack 12"],
  opensModal: (words) => /^(alert )?#?\d+$/i.test(words.trim()),
  async run(request, room) {
    const words = request.words.trim();
    if (words === "" || /^(?:list|all|open|alerts?)$/i.test(words))
      return await openAlertsAnswer(request, room);
    const line = alertLine(words);
    if (line.rest === "") {
      const episode = await permittedEpisode(room.db, request, room, line.episodeId);
      return await alertDetailsAnswer(episode, request, room);
    }
    const until = promiseEnd(line, request.now, viewingOf(request, room).timezone);
    return takenAnswer(await takeOn(request, room, line.episodeId, until), request, room);
  },
};
