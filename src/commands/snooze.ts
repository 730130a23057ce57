import { takenAnswer } from "./alert-answer.ts";
import { type AlertLine, alertLine, promiseEnd } from "./alert-line.ts";
import { takeOn } from "./alert-taking.ts";
import { AskBack } from "./ask-back.ts";
import type { Command, CommandRequest } from "./command.ts";
import type { Room } from "./room.ts";
import { viewingOf } from "./viewing.ts";

export const snooze: Command = {
  name: "snooze",
  summary: "Say that an alert is fine as it is: nobody is told of it unless it gets worse",
  usage: "<alert>",
  examples: ["snooze 12"],
  async run(request, room) {
    const line = alertLine(request.words);
    const { episodeId, rest } = line;
    if (isSpan(line, request, room))
      throw new AskBack("A snooze lasts until it gets worse. To be on it for a while:", [
        `snooze ${episodeId}`,
        `ack ${episodeId} ${rest}`,
      ]);
    return takenAnswer(await takeOn(request, room, episodeId, null), request, room);
  },
};

function isSpan(line: AlertLine, request: CommandRequest, room: Room): boolean {
  try {
    promiseEnd(line, request.now, viewingOf(request, room).timezone);
    return true;
  } catch {
    return false;
  }
}
