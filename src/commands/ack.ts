import { alertDetailsAnswer, takenAnswer } from "./alert-answer.ts";
import { alertLine, isAlertLine, promiseEnd } from "./alert-line.ts";
import { permittedEpisode, takeOn } from "./alert-taking.ts";
import type { Command, CommandRequest } from "./command.ts";
import { openAlertsAnswer } from "./open-alerts-answer.ts";
import { parseQuestion } from "./parse-question.ts";
import { type Filters, questionWords } from "./question.ts";
import type { Room } from "./room.ts";
import { understood } from "./understood.ts";
import { viewingOf } from "./viewing.ts";

export const ack: Command = {
  name: "ack",
  summary: "Take an alert on for a while, or look at it and what happened to it; alone: those that are open",
  usage: "[alert] [15m | 30m | 1h | until 15:00]",
  examples: ["ack", "ack 12 30m", "ack 12"],
  opensModal: (words) => /^(alert )?#?\d+$/i.test(words.trim()),
  async run(request, room) {
    const listed = isAlertLine(request.words) ? undefined : listFilters(request, room);
    if (listed) return await openAlertsAnswer(request, room, listed);
    const line = alertLine(request.words);
    if (line.rest === "") {
      const episode = await permittedEpisode(room.db, request, room, line.episodeId);
      return await alertDetailsAnswer(episode, request, room);
    }
    const until = promiseEnd(line, request.now, viewingOf(request, room).timezone);
    return takenAnswer(await takeOn(request, room, line.episodeId, until), request, room);
  },
};

const LIST_WORDS: readonly string[] = ["list", "all", "open", "alerts", "mine", "me", "my alerts"];

/** Of which teams or agents alerts are to be listed; undefined where one alert is meant. */
function listFilters(request: CommandRequest, room: Room): Filters | undefined {
  const { viewer, words } = request;
  const names = viewer.directory.teams.map(({ id, name }) => ({ key: "team" as const, id, name }));
  const { question, problems } = parseQuestion(words, { metrics: [], names, flags: LIST_WORDS });
  const { flags, filters, ...others } = question;
  const { team: _team, agent: _agent, ...beyond } = filters;
  const isPlain = questionWords({ ...others, flags: [], filters: beyond }) === "";
  if (problems.length > 0 || !isPlain) return undefined;
  const asked = understood(request, room, {
    command: "ack",
    period: "today",
    flags: LIST_WORDS,
    metrics: [],
  });
  const isMine = flags.some((word) => ["mine", "me", "my alerts"].includes(word)) && viewer.agentId !== null;
  return isMine ? { ...asked.question.filters, agent: [viewer.agentId ?? ""] } : asked.question.filters;
}
