import { randomUUID } from "node:crypto";
import { closest } from "../closest.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { AskBack, notUnderstood } from "./ask-back.ts";
import type { Answer, Command, CommandRequest, FormProblem } from "./command.ts";
import { commandCatalogue } from "./command-catalogue.ts";
import type { FormValues } from "./form.ts";
import { meantBy } from "./other-words.ts";
import { parseQuestion } from "./parse-question.ts";
import { problemReport } from "./problem-report.ts";
import type { Room } from "./room.ts";

/** A request before its words are known: a surface makes one of whoever typed or tapped. */
export type Asker = Omit<CommandRequest, "words">;

/**
 * Answers a line that somebody typed ("kpi csat last week"), or that a button they tapped carries: the two are the same,
 * and a tampered button is a line that anybody could type. Never throws: what cannot be understood, seen or computed is
 * answered with why, and what to do instead.
 */
export async function runCommand(line: string, asker: Asker, room: Room): Promise<Answer> {
  return await answered(line, room, async () => {
    const { command, words } = commandOf(line);
    return await command.run({ ...asker, words }, room);
  });
}

/**
 * Takes a filled-in form: an answer, or what is wrong at which field. Never throws.
 *
 * @param line the form's command
 */
export async function submitForm(
  line: string,
  values: FormValues,
  asker: Asker,
  room: Room,
): Promise<Answer | FormProblem> {
  return await answered(line, room, async () => {
    const { command, words } = commandOf(line);
    if (!command.submit) throw new AskBack(`${command.name} takes no form.`, [`help ${command.name}`]);
    return await command.submit(values, { ...asker, words }, room);
  });
}

/** Whether a line is answered over the message it comes from: known before it is run. */
export function opensModal(line: string): boolean {
  const found = find(line);
  return found?.command.opensModal?.(found.words) ?? false;
}

async function answered<T>(line: string, room: Room, work: () => Promise<T>): Promise<T | Answer> {
  try {
    return await work();
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    const { report, isOurs } = problemReport(error, reference);
    // The words stay out of the log: they may name people.
    if (isOurs) {
      const command = find(line)?.command.name;
      room.logger.error({ command, reference, err: error }, "A command could not be answered");
    }
    return { report, visibility: "personal" };
  }
}

interface Found {
  readonly command: Command;
  readonly words: string;
}

/** What Slack lets be typed is twice as long; no question is. */
const LONGEST_LINE = 2_000;

/** @throws AskBack naming the nearest command */
function commandOf(line: string): Found {
  if (line.length > LONGEST_LINE)
    throw notUnderstood(`That is too long: at most ${LONGEST_LINE} characters.`, ["help"]);
  const found = find(line);
  if (found) return found;
  const bare = asksForKpi(line);
  if (bare) return bare;
  const [word = ""] = line.trim().split(/\s+/);
  const names = commandCatalogue.map(({ name }) => name);
  if (word === "") throw new AskBack("What would you like to know?", ["mystats", "help"]);
  const near = closest(word, names);
  const lines = near === undefined ? ["help"] : [line.trim().replace(word, () => near), "help"];
  throw notUnderstood(`${JSON.stringify(word)} is none of my commands: ${names.join(", ")}.`, lines);
}

/** "csat last week" is "kpi csat last week": what begins with a KPI asks for it. */
function asksForKpi(line: string): Found | undefined {
  const words = line.trim().replace(/^\/?deskpulse\s+/i, "");
  const { question, problems } = parseQuestion(words, { metrics: catalogue, names: [], flags: [] });
  const kpi = commandCatalogue.find(({ name }) => name === "kpi");
  return kpi && problems.length === 0 && question.metrics.length > 0 ? { command: kpi, words } : undefined;
}

/** "/kpi csat" and "deskpulse kpi csat" are "kpi csat"; "ack12" is "ack 12". */
function find(line: string): Found | undefined {
  const match = LINE.exec(line.replace(/^(\s*\/?)back test\b/i, "$1backtest"));
  const [name, ...first] = meantBy(match?.[1] ?? "").split(" ");
  const command = commandCatalogue.find((each) => each.name === name);
  return command && { command, words: [...first, match?.[2]?.trim() ?? ""].join(" ").trim() };
}

const LINE = /^\s*\/?(?:deskpulse\s+)?\/?([\p{L}-]+)(?:(?:\s+|(?=#?\d))([\s\S]*))?$/iu;
