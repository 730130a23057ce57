import type { ImportFormat } from "./import-plan.ts";
import type { RefusedEntry } from "./refused-list.ts";

/** What came of one file. */
export interface ImportReport {
  readonly file: string;
  readonly format: ImportFormat;
  readonly source: string;
  /** Lines or rows read. */
  readonly records: number;
  /** Valid events made of them: accepted, duplicates and alreadyStored together. */
  readonly events: number;
  readonly accepted: number;
  /** Known before, or twice in the file. */
  readonly duplicates: number;
  /** Stored by an earlier import of this file that did not get to its end; not sent again. */
  readonly alreadyStored: number;
  /** How many records that earlier import had done; 0 where there was none. */
  readonly resumedAt: number;
  readonly refused: number;
  /** Rows that the mapping leaves out, or that no rule made an event of. */
  readonly withoutEvents: number;
  /** Events set a millisecond later to keep the order of their rows. */
  readonly shifted: number;
  readonly types: Readonly<Record<string, number>>;
  readonly seconds: number;
}

const SHOWN = 10;

/** The report in words, for people. */
export function importText(
  report: ImportReport,
  refused: readonly RefusedEntry[],
  refusedFile: string,
): string {
  const noun = report.format === "csv" ? "rows" : "lines";
  const lines = [
    `${report.file}: ${count(report.records)} ${noun} read in ${report.seconds.toFixed(1)} s`,
    ...(report.resumedAt > 0
      ? [`  went on where an earlier import stopped: behind record ${count(report.resumedAt)}`]
      : []),
    `  ${events(report)}`,
    ...Object.entries(report.types).map(([type, number]) => `    ${type} ${count(number)}`),
    ...(report.withoutEvents > 0 ? [`  ${count(report.withoutEvents)} ${noun} gave no event`] : []),
    ...(report.shifted > 0
      ? [`  ${count(report.shifted)} events were set a millisecond later to keep the order of their rows`]
      : []),
    ...refusals(report, refused, refusedFile),
  ];
  return `${lines.join("\n")}\n`;
}

function events(report: ImportReport): string {
  if (report.events === 0) return "no events";
  const all = `${count(report.events)} events from ${report.source}`;
  if (report.accepted === 0) return `nothing new: all ${all} are in the log already`;
  const known = report.duplicates + report.alreadyStored;
  const rate = report.accepted / Math.max(0.001, report.seconds);
  return `${all}: ${count(report.accepted)} new, ${count(known)} known already (${count(Math.round(rate))} new a second)`;
}

function refusals(report: ImportReport, refused: readonly RefusedEntry[], refusedFile: string): string[] {
  if (report.refused === 0) return ["  nothing was refused"];
  const shown = refused.filter(({ file }) => file === report.file).slice(0, SHOWN);
  const rest = report.refused - shown.length;
  return [
    `  ${count(report.refused)} refused, listed in ${refusedFile}`,
    ...shown.flatMap(({ line, id, errors }) =>
      errors.map(({ path, message }) =>
        [`    line ${line}`, ...(id ? [`event ${id}`] : []), `${path ? `${path} ` : ""}${message}`].join(
          ", ",
        ),
      ),
    ),
    ...(rest > 0 ? [`    and ${count(rest)} more`] : []),
  ];
}

function count(number: number): string {
  return number.toLocaleString("en-GB");
}
