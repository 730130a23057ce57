import { closest } from "../closest.ts";
import type { Section } from "../messages/report.ts";
import { AskBack } from "./ask-back.ts";
import type { Answer, Command, CommandRequest } from "./command.ts";
import { meantBy } from "./other-words.ts";

/** @param catalogue every command, this one too: asked for when it is run, since the catalogue is made with it */
export function helpOf(catalogue: () => readonly Command[]): Command {
  return {
    name: "help",
    summary: "What you can ask, with examples",
    usage: "[command]",
    examples: ["help", "help kpi"],
    async run(request) {
      const name = request.words.trim().toLowerCase().replace(/^\//, "");
      const commands = catalogue();
      if (name === "") return answer(request, "Ask me for your desk's numbers", overview(commands));
      const [meant] = meantBy(name.replace(/^back test$/, "backtest")).split(" ");
      const command = commands.find((each) => each.name === meant);
      if (command) return answer(request, command.name, details(command));
      const names = commands.map((each) => each.name);
      const near = closest(name, names);
      const lines = near === undefined ? ["help"] : [`help ${near}`, "help"];
      throw new AskBack(`${JSON.stringify(name)} is none of my commands: ${names.join(", ")}.`, lines);
    },
  };
}

function answer({ place }: CommandRequest, text: string, sections: readonly Section[]): Answer {
  const subtitle =
    "Periods: today, yesterday, this or last week or month, last 7 days, 2026-03-01..2026-03-31";
  return {
    report: { summary: text, sections: [{ type: "heading", text, subtitle }, ...sections] },
    visibility: place.kind === "personal" ? "personal" : "channel",
  };
}

function overview(commands: readonly Command[]): readonly Section[] {
  return [
    {
      type: "table",
      title: "Commands",
      columns: [
        { label: "Command", align: "left" },
        { label: "What it answers", align: "left" },
        { label: "For example", align: "left" },
      ],
      rows: commands.map(({ name, usage, summary, examples }) => [
        `${name} ${usage}`.trim(),
        summary,
        examples[0] ?? name,
      ]),
    },
    {
      type: "actions",
      actions: [
        { label: "My numbers", command: "mystats" },
        { label: "My team", command: "teamstats" },
        { label: "All KPIs", command: "kpis" },
        {
          label: "More about …",
          options: commands.map(({ name }) => ({ label: name, command: `help ${name}` })),
        },
      ],
    },
    {
      type: "footnote",
      lines: ['The words may stand in any order. A value with spaces stands in quotes: tag:"late delivery".'],
    },
  ];
}

function details({ name, usage, summary, examples }: Command): readonly Section[] {
  return [
    { type: "paragraph", text: `${summary}.\n${`${name} ${usage}`.trim()}` },
    { type: "actions", actions: examples.map((line) => ({ label: line, command: line })) },
  ];
}
