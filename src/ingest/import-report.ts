import type { ImportFormat } from "./import-plan.ts";
import type { ImportTally } from "./import-tally.ts";
import type { RefusedEntry } from "./refused-list.ts";

/** What a file was found to hold. */
export interface FoundInFile extends ImportTally {
  readonly file: string;
  readonly format: ImportFormat;
  readonly refused: number;
}

/** What came of one file. Its `events` are accepted, duplicates and alreadyStored together. */
export interface ImportReport extends FoundInFile {
  readonly source: string;
  readonly accepted: number;
  /** Known before, or twice in the file. */
  readonly duplicates: number;
  /** Stored by an earlier import of this file that did not get to its end; not sent again. */
  readonly alreadyStored: number;
  /** How many records that earlier import had done; 0 where there was none. */
  readonly resumedAt: number;
  readonly seconds: number;
}

const SHOWN = 10;

/** The report in words, for people. */
export function importText(
  report: ImportReport,
  refused: readonly RefusedEntry[],
  refusedFile: string,
): string {
  const lines = [
    `${report.file}: ${count(report.records)} ${noun(report)} read in ${report.seconds.toFixed(1)} s`,
    ...(report.resumedAt > 0
      ? [`  went on where an earlier import stopped: behind record ${count(report.resumedAt)}`]
      : []),
    `  ${eventLine(report)}`,
    ...findings(report),
    ...(report.refused > 0 ? [`  ${count(report.refused)} refused, listed in ${refusedFile}`] : []),
    ...refusedText(report, refused),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a file was found to hold where nothing was stored. */
export function previewText(found: FoundInFile, refused: readonly RefusedEntry[]): string {
  const lines = [
    `${found.file}: ${count(found.records)} ${noun(found)}, ${count(found.events)} events, nothing was stored`,
    ...findings(found),
    ...(found.refused > 0 ? [`  ${count(found.refused)} refused`] : []),
    ...refusedText(found, refused),
  ];
  return `${lines.join("\n")}\n`;
}

function eventLine(report: ImportReport): string {
  if (report.events === 0) return "no events";
  const all = `${count(report.events)} events${report.format !== "ndjson" ? ` from ${report.source}` : ""}`;
  if (report.accepted === 0) return `nothing new: all ${all} are in the log already`;
  const known = report.duplicates + report.alreadyStored;
  const rate = report.accepted / Math.max(0.001, report.seconds);
  return `${all}: ${count(report.accepted)} new, ${count(known)} known already (${count(Math.round(rate))} new a second)`;
}

function findings(found: FoundInFile): string[] {
  return [
    ...Object.entries(found.types).map(([type, number]) => `    ${type} ${count(number)}`),
    ...(found.withoutEvents > 0 ? [`  without an event: ${count(found.withoutEvents)} ${noun(found)}`] : []),
    ...(found.shifted > 0
      ? [`  set a millisecond later to keep the order of their rows: ${count(found.shifted)} events`]
      : []),
    ...(found.refused === 0 ? ["  nothing was refused"] : []),
  ];
}

function refusedText(found: FoundInFile, refused: readonly RefusedEntry[]): string[] {
  const shown = refused.filter(({ file }) => file === found.file).slice(0, SHOWN);
  const rest = found.refused - shown.length;
  return [
    ...shown.flatMap(({ line, id, errors }) =>
      errors.map(({ path, message }) => {
        const place = id ? `line ${line}, event ${id}` : `line ${line}`;
        return `    ${place}: ${path ? `${path} ` : ""}${message}`;
      }),
    ),
    ...(rest > 0 ? [`    and ${count(rest)} more`] : []),
  ];
}

function noun({ format }: FoundInFile): string {
  if (format === "export") return "records";
  return format === "csv" ? "rows" : "lines";
}

function count(number: number): string {
  return number.toLocaleString("en-GB");
}
