import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/**
 * Hours from each stamped incident's opening to its last row at which the state became Resolved, ascending: read off the
 * log itself, row by row, without anything of deskpulse.
 */
export function hoursToLastResolution(log: string): readonly number[] {
  const [header = "", ...lines] = gunzipSync(readFileSync(log)).toString().trim().split(/\r?\n/);
  const names = header.split(",");
  const cell = (row: readonly string[], name: string) => row[names.indexOf(name)] ?? "";
  const states = new Map<string, string>();
  const hours = new Map<string, number>();
  for (const row of lines.map((line) => line.split(","))) {
    const [incident, state] = [cell(row, "number"), cell(row, "incident_state")];
    const isResolvedNow = state === "Resolved" && states.get(incident) !== "Resolved";
    states.set(incident, state);
    if (isResolvedNow && cell(row, "resolved_at") !== "?")
      hours.set(incident, instant(cell(row, "sys_updated_at")) - instant(cell(row, "opened_at")));
  }
  return [...hours.values()].sort((a, b) => a - b);
}

/** Linear interpolation between the closest ranks, as the truth does. */
export function percentile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below = 0, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place - Math.floor(place));
}

/** Hours since 1970 of a time like 29/2/2016 01:16. */
function instant(text: string): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute) / 3_600_000;
}
