import { takenAnswer } from "./alert-answer.ts";
import { alertLine } from "./alert-line.ts";
import { takeOn } from "./alert-taking.ts";
import type { Command } from "./command.ts";

export const snooze: Command = {
  name: "snooze",
  summary: "Say that an alert is fine as it is: nobody is told of it unless it gets worse",
  usage: "<alert>",
  examples: ["snooze 12"],
  async run(request, room) {
    const { episodeId } = alertLine(request.words);
    return takenAnswer(await takeOn(request, room, episodeId, null), request, room);
  },
};
