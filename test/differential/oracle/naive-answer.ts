import { cellsOf, grouped, levelCells } from "./cells.ts";
import type { Desk, Sample } from "./desk.ts";
import type { Cell, Question } from "./question.ts";

const counts = new Set([
  "messages-sent",
  "messages-received",
  "conversations-opened",
  "conversations-closed",
  "open-conversations",
]);
const durations = new Set(["first-response-time", "response-time", "resolution-time"]);

/** What a cell holds where nothing fell into it. */
export function emptyCell(metric: string): Cell {
  return { value: counts.has(metric) ? 0 : null, sample: 0 };
}

/** The cells in which there is anything, by name. */
export function naiveAnswer(desk: Desk, question: Question): ReadonlyMap<string, Cell> {
  if (question.metric === "open-conversations") {
    const levels = levelCells(desk.levels, question);
    return new Map([...levels].map(([name, { length }]) => [name, { value: length, sample: length }]));
  }
  const samples = cellsOf(samplesOf(desk, question), question);
  return new Map([...samples].map(([name, members]) => [name, summed(members, question)]));
}

function samplesOf(desk: Desk, question: Question): readonly Sample[] {
  const { metric, reopenWindowMs, filters } = question;
  const isAsked = ({ automatic }: { automatic?: boolean }) =>
    filters["automatic"]?.includes(automatic ? "yes" : "no") ?? true;
  if (metric === "reopened-rate")
    return desk.resolutions.filter(isAsked).map(({ reopenedAt, ...episode }) => ({
      ...episode,
      value: Number(reopenedAt !== undefined && reopenedAt - episode.at <= reopenWindowMs),
    }));
  const samples = desk.samples[metric];
  if (!samples) throw new Error(`The oracle does not know ${metric}`);
  // A share of all that was opened: the filter decides what counts as resolved.
  if (metric === "resolution-rate")
    return samples.map((sample) => ({ ...sample, value: isAsked(sample) ? sample.value : 0 }));
  if (metric === "csat-average") return ofUsualScale(samples, question);
  return samples.filter(isAsked);
}

/** Averages are of one scale: the one most used in the period and the one before it. */
function ofUsualScale(samples: readonly Sample[], { both }: Question): readonly Sample[] {
  const used = grouped(
    samples.filter(({ at }) => both.from <= at && at < both.to),
    ({ scale }) => [scale ?? ""],
  );
  const [usual] = [...used].sort(([a, these], [b, those]) => those.length - these.length || (a < b ? -1 : 1));
  return samples.filter(({ scale }) => scale === usual?.[0]);
}

function summed(samples: readonly Sample[], { metric, statistic }: Question): Cell {
  const sample = samples.length;
  if (counts.has(metric)) return { value: sample, sample };
  const values = samples.map(({ value }) => value).sort((a, b) => a - b);
  if (durations.has(metric)) return { value: statisticOf(values, statistic) / 1000, sample };
  return { value: mean(values) * (metric === "csat-average" ? 1 : 100), sample };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const parts: Readonly<Record<string, number>> = { median: 0.5, p90: 0.9, p95: 0.95 };

function statisticOf(sorted: readonly number[], statistic: string): number {
  const part = parts[statistic];
  if (part === undefined) return mean(sorted);
  const place = part * (sorted.length - 1);
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
