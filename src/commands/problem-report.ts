import { UsageError } from "../errors.ts";
import type { CommandAction, Report } from "../messages/report.ts";
import { AskBack, NOT_UNDERSTOOD } from "./ask-back.ts";
import { Refusal } from "./refusal.ts";

/** What somebody reads whose question cannot be answered: why, and what to do instead. */
export function problemReport(error: unknown, reference: string): { report: Report; isOurs: boolean } {
  if (error instanceof Refusal) return { report: refusal(error), isOurs: false };
  if (error instanceof UsageError) return { report: misunderstanding(error), isOurs: false };
  const text = `That could not be worked out just now, and it is not your fault. Try again in a moment; if it stays so, tell whoever runs deskpulse the reference ${reference}.`;
  return { report: said("That did not work", text, []), isOurs: true };
}

function misunderstanding(error: UsageError): Report {
  const { lines, heading } = error instanceof AskBack ? error : { lines: [], heading: NOT_UNDERSTOOD };
  return said(
    heading,
    error.message,
    lines.map((line) => ({ label: line, command: line })),
  );
}

/** Whom to ask stands in the reason. */
function refusal({ refused: { reason, remedy } }: Refusal): Report {
  const help = remedy === null ? [] : [`They would run: ${remedy}`];
  return said("You may not see that", [reason, ...help].join(" "), []);
}

function said(heading: string, text: string, actions: readonly CommandAction[]): Report {
  return {
    summary: `${heading}: ${text}`,
    sections: [
      { type: "heading", text: heading },
      { type: "paragraph", text },
      ...(actions.length > 0 ? [{ type: "actions" as const, actions }] : []),
    ],
  };
}
