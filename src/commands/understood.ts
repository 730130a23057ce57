import type { Period } from "../calendar/period.ts";
import { resolvePeriod } from "../calendar/resolve-period.ts";
import { UsageError } from "../errors.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { findAgent, findTeam } from "../people/find-in-directory.ts";
import { type AskBack, notUnderstood } from "./ask-back.ts";
import type { CommandRequest } from "./command.ts";
import { parseQuestion } from "./parse-question.ts";
import type { Filters, Question } from "./question.ts";
import type { Room } from "./room.ts";
import { type Viewing, viewingOf } from "./viewing.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a command lets be said, besides a period, filters and dimensions. */
export interface Grammar {
  /** The command's name, to say how it is meant. */
  readonly command: string;
  readonly period: string;
  readonly flags?: readonly string[];
  /** The KPIs that may be named: all unless given. */
  readonly metrics?: Vocabulary["metrics"];
  /** Whole lines that are offered where nothing is near to what was typed; else the command's help. */
  readonly otherwise?: readonly string[];
}

/** A question that was understood, with ids in the place of names. */
export interface Understood {
  readonly question: Question;
  readonly period: Period;
  readonly viewing: Viewing;
}

/**
 * Reads a command's words.
 *
 * @throws AskBack for words that nobody knows or that may mean several things, with lines that put them right
 * @throws UsageError for an agent, team or time zone that does not exist
 */
export function understood(request: CommandRequest, room: Room, grammar: Grammar): Understood {
  const { directory } = request.viewer;
  const vocabulary = {
    metrics: grammar.metrics ?? catalogue,
    names: directory.teams.map(({ id, name }) => ({ key: "team" as const, id, name })),
    flags: grammar.flags ?? [],
  };
  const { question, problems } = parseQuestion(request.words, vocabulary);
  const [problem] = problems;
  if (problem) throw unclear(problem.text, problem.lines, grammar);
  const asked = { ...question, filters: withIds(request, question.filters) };
  const viewing = viewingOf(request, room);
  const timezone = question.zone === undefined ? viewing.timezone : knownZone(question.zone);
  const seen = { ...viewing, timezone };
  const period = periodOf(asked.period ?? grammar.period, request, room, seen);
  return { question: asked, viewing: seen, period };
}

/** @throws UsageError naming the nearest right words */
export function periodOf(
  words: string,
  { now }: Pick<CommandRequest, "now">,
  { config }: Pick<Room, "config">,
  { timezone }: Viewing,
): Period {
  return resolvePeriod(words, { now, timezone, weekStartsOn: config.weekStartsOn });
}

function unclear(text: string, lines: readonly string[], { command, otherwise }: Grammar): AskBack {
  const whole = lines.map((line) => `${command} ${line}`.trim());
  const found = JSON.stringify(text);
  if (whole.length > 1) return notUnderstood(`Which do you mean by ${found}?`, whole);
  if (whole.length === 1) return notUnderstood(`I do not know ${found}. Did you mean this?`, whole);
  if (otherwise && otherwise.length > 0)
    return notUnderstood(`I do not know ${found}. I know these:`, otherwise);
  return notUnderstood(`I do not know ${found}. \`help ${command}\` says what can be asked.`, [
    `help ${command}`,
  ]);
}

function withIds({ viewer }: CommandRequest, filters: Filters): Filters {
  const { team, agent } = filters;
  return {
    ...filters,
    ...(team ? { team: team.map((words) => findTeam(viewer.directory, words).id) } : {}),
    ...(agent ? { agent: agent.map((words) => agentId(viewer, words)) } : {}),
  };
}

/** "me" is whoever asks. */
function agentId({ directory, agentId: own }: CommandRequest["viewer"], words: string): string {
  return words.toLowerCase() === "me" && own !== null ? own : findAgent(directory, words).id;
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (cause) {
    const message = `${JSON.stringify(zone)} is no time zone: write one such as Europe/Amsterdam.`;
    throw new UsageError(message, { cause });
  }
}
