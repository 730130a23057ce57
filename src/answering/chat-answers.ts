import { randomUUID } from "node:crypto";
import type { Answer, FormProblem, Place } from "../commands/command.ts";
import type { FormValues } from "../commands/form.ts";
import { problemReport } from "../commands/problem-report.ts";
import { type Asker, opensModal, runCommand, submitForm } from "../commands/run-command.ts";
import type { ChatUser } from "../people/chat-profiles.ts";
import { whoIs } from "../people/who-is.ts";
import type { AnsweringRoom } from "./answering-room.ts";
import { dashboardLines } from "./dashboard-lines.ts";
import { isFirst } from "./is-first.ts";
import { withinLimit } from "./within-limit.ts";

/** Who asks, and where, as a request says it whose signature was checked. */
export interface ChatAsker {
  readonly user: ChatUser;
  readonly place: Place;
}

/** What a platform's folder needs to answer people. Nothing here throws: what goes wrong is answered with why. */
export interface ChatAnswers {
  /** Answers a line that was typed, or that a button carries. */
  answer(line: string, asker: ChatAsker): Promise<Answer>;
  /** Takes a filled-in form: an answer, or what is wrong at which field. */
  submit(line: string, values: FormValues, asker: ChatAsker): Promise<Answer | FormProblem>;
  /** Whether a line is answered over the message it comes from: known at once, before it is run. */
  opensModal(line: string): boolean;
  /** What somebody sees without asking, on a page of their own: their numbers, and those of whom they lead. */
  dashboard(asker: ChatAsker): Promise<readonly Answer[]>;
  /**
   * Whether a request is to be answered: false where some process on this database has taken it on within the span.
   * True where the database does not say: twice is better than never.
   *
   * @param id the platform's own id of the request
   * @param spanMs an hour unless given
   */
  isFirst(id: string, platform: ChatUser["platform"], spanMs?: number): Promise<boolean>;
}

export function chatAnswers(room: AnsweringRoom): ChatAnswers {
  return {
    answer: (line, asker) =>
      guarded(room, async () => await runCommand(line, await identified(room, asker), room)),
    submit: (line, values, asker) =>
      guarded<Answer | FormProblem>(
        room,
        async () => await submitForm(line, values, await identified(room, asker), room),
      ),
    opensModal,
    async dashboard(asker) {
      const answers = await guarded(room, async () => {
        const identity = await identified(room, asker);
        const lines = dashboardLines(identity.viewer);
        return await Promise.all(lines.map((line) => runCommand(line, identity, room)));
      });
      return "report" in answers ? [answers] : answers;
    },
    isFirst: (id, platform, spanMs) => isFirst(room, { id, platform }, spanMs),
  };
}

async function identified(room: AnsweringRoom, { user, place }: ChatAsker): Promise<Asker> {
  const now = room.clock.now();
  return { viewer: await whoIs({ ...room, now }, user), place, now };
}

async function guarded<T>(room: AnsweringRoom, work: () => Promise<T>): Promise<T | Answer> {
  try {
    return await withinLimit(work(), room.limitMs);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    room.logger.error({ reference, err: error }, "Somebody in chat could not be answered");
    return { report: problemReport(error, reference).report, visibility: "personal" };
  }
}
