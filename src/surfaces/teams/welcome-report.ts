import type { Command } from "../../commands/command.ts";
import type { Report } from "../../messages/report.ts";

/** What the bot says when it is added: what it is, what to ask, and the one thing somebody setting it up looks for. */
export function welcomeReport(
  commands: readonly Pick<Command, "name" | "summary">[],
  target: string,
  isPersonal: boolean,
): Report {
  return {
    summary: "deskpulse is here: ask me for your support desk's numbers",
    sections: [
      { type: "heading", text: "deskpulse", subtitle: "Your support desk's numbers, where you already are" },
      {
        type: "paragraph",
        text: isPersonal
          ? "Write “mystats” to see your own numbers. What you ask here, only you see."
          : "Write “@deskpulse mystats” to see your own numbers. They come to your personal chat with me, where nobody else sees them.",
      },
      {
        type: "table",
        title: isPersonal ? "What you can ask" : "What you can ask, after “@deskpulse”",
        columns: [
          { label: "Write", align: "left" },
          { label: "And see", align: "left" },
        ],
        rows: commands.map(({ name, summary }) => [name, summary]),
      },
      {
        type: "actions",
        actions: [
          { label: "My numbers", command: "mystats" },
          { label: "All KPIs", command: "kpis" },
          { label: "Digests", command: "digest list" },
          { label: "Help", command: "help" },
        ],
      },
      {
        type: "footnote",
        lines: ["Nothing you write here is stored.", targetLine(target)],
      },
    ],
  };
}

/** What somebody setting deskpulse up looks for. */
export function targetLine(target: string): string {
  return `For deskpulse.yaml, this conversation is: { teams: "${target}" }`;
}
