import { cutText } from "../messages/cut-text.ts";
import type { Report } from "../messages/report.ts";
import type { AlertReading } from "./alert-report.ts";
import { localTime, onOneDay } from "./alert-text.ts";

/** What is still read, and what every platform takes in one message: its own cut would be at the newest. */
const MOST_LINES = 30;
const LINE_LENGTH = 120;

/** What has happened to an alert, in order: the reply in the thread of its message. */
export function historyReport(
  episodeId: number,
  history: readonly { readonly at: Date; readonly text: string }[],
  { now, timezone }: AlertReading,
): Report {
  const told = history.slice(-MOST_LINES);
  const left = history.length - told.length;
  const hasDates = !onOneDay([now, ...told.map(({ at }) => at)], timezone);
  const last = told.at(-1);
  return {
    summary: `Alert ${episodeId}: ${last?.text ?? "nothing has happened"}`,
    sections: [
      {
        type: "table",
        title: "What has happened",
        columns: ["When", "What"].map((label) => ({ label, align: "left" })),
        rows: told.map(({ at, text }) => [
          localTime(at, hasDates ? undefined : now, timezone),
          cutText(text, LINE_LENGTH),
        ]),
      },
      {
        type: "footnote",
        lines: [
          ...(left > 0 ? [`${left} earlier lines are left out`] : []),
          `Alert ${episodeId} · times are those of ${timezone}`,
        ],
      },
    ],
  };
}
