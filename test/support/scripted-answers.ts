import type { ChatAnswers, ChatAsker } from "../../src/answering/chat-answers.ts";
import type { Answer } from "../../src/commands/command.ts";

export interface ScriptedAnswers extends ChatAnswers {
  readonly asked: readonly { readonly line: string; readonly asker: ChatAsker }[];
}

/** Answers every line alike, and remembers who asked it. */
export function scriptedAnswers(answer: Partial<Answer> = {}): ScriptedAnswers {
  const asked: { line: string; asker: ChatAsker }[] = [];
  const text = "An answer";
  const whole: Answer = {
    report: { summary: text, sections: [{ type: "paragraph", text }] },
    visibility: "personal",
    ...answer,
  };
  async function take(line: string, asker: ChatAsker): Promise<Answer> {
    asked.push({ line, asker });
    return whole;
  }
  return {
    asked,
    answer: take,
    submit: (line, _values, asker) => take(line, asker),
    opensModal: () => false,
    dashboard: async (asker) => [await take("dashboard", asker)],
    isFirst: async () => true,
  };
}
