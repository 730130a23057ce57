import { cellName, cellsOf, grouped, levelCells } from "./cells.ts";
import type { Level, Sample } from "./desk.ts";
import { stretches } from "./local-time.ts";
import type { Cell, NaiveGoal, Question } from "./question.ts";

/** The cells in which there is anything, and what any cell holds. */
export interface Answer {
  readonly names: ReadonlySet<string>;
  cell(name: string): Cell;
}

/** How a question about one KPI is answered. */
export type Kpi = (question: Question) => Answer;

/** What there is to count, or what there is once the question is known. */
export type Samples = readonly Sample[] | ((question: Question) => readonly Sample[]);

function asked(samples: Samples, question: Question): readonly Sample[] {
  return typeof samples === "function" ? samples(question) : samples;
}

/** Each cell by what is in it. */
export function eachCell<T>(cells: ReadonlyMap<string, readonly T[]>, sum: (members: readonly T[]) => Cell) {
  return { names: new Set(cells.keys()), cell: (name: string) => sum(cells.get(name) ?? []) };
}

export function counted(samples: Samples): Kpi {
  return (question) =>
    eachCell(cellsOf(asked(samples, question), question), ({ length }) => ({
      value: length,
      sample: length,
    }));
}

/** Things that may be in a cell many times count once in it. */
export function countedOnce(samples: Samples): Kpi {
  return (question) =>
    eachCell(cellsOf(asked(samples, question), question), (members) => {
      const different = distinct(members);
      return { value: different, sample: different };
    });
}

function distinct(samples: readonly { readonly thing?: string | undefined }[]): number {
  return new Set(samples.map(({ thing }) => thing)).size;
}

/** The mean of values, times something. */
export function averaged(samples: Samples, times = 1): Kpi {
  return (question) =>
    eachCell(cellsOf(asked(samples, question), question), (members) => ({
      value: members.length === 0 ? null : times * mean(members.map(({ value }) => value)),
      sample: members.length,
    }));
}

/** A sum in each currency. */
export function money(samples: Samples, isMean = false): Kpi {
  return (question) => {
    const inCurrencies = withCurrency(question);
    return eachCell(cellsOf(asked(samples, inCurrencies), inCurrencies), (members) => ({
      value: members.length === 0 && isMean ? null : total(members) / (isMean ? members.length : 1),
      sample: members.length,
    }));
  };
}

export function withCurrency(question: Question): Question {
  return question.by.includes("currency") ? question : { ...question, by: [...question.by, "currency"] };
}

export function total(members: readonly { readonly value: number }[]): number {
  return members.reduce((sum, { value }) => sum + value, 0);
}

/** Of a whole that is counted across some dimensions, the part in each cell. */
export function share(part: Kpi, whole: Kpi, across: readonly string[] = []): Kpi {
  return (question) => {
    const parts = part(question);
    const by = question.by.filter((dimension) => !across.includes(dimension));
    const filters = Object.fromEntries(
      Object.entries(question.filters).filter(([dimension]) => !across.includes(dimension)),
    );
    const all = whole({ ...question, by, filters });
    const isSplit = by.length === question.by.length;
    const withoutAcross = (name: string) =>
      cellName(
        (JSON.parse(name) as (string | null)[]).filter(
          (_, index) => !across.includes(question.by[index] ?? ""),
        ),
      );
    return {
      names: isSplit ? new Set([...parts.names, ...all.names]) : parts.names,
      cell(name) {
        const sample = all.cell(withoutAcross(name)).value ?? 0;
        return { value: sample === 0 ? null : (100 * (parts.cell(name).value ?? 0)) / sample, sample };
      },
    };
  };
}

/** Times in seconds, by the clock that is asked for; what that did not measure is left out. */
export function timed(samples: Samples): Kpi {
  return (question) => {
    const { clock, statistic } = question;
    const measured = asked(samples, question).flatMap((sample) => {
      const value = clock === "business" ? (sample.businessMs ?? null) : sample.value;
      return value === null ? [] : [{ ...sample, value }];
    });
    const cells = cellsOf(measured, question);
    return {
      names: new Set(cells.keys()),
      cell(name) {
        const values = (cells.get(name) ?? []).map(({ value }) => value).sort((a, b) => a - b);
        const sample = values.length;
        if (sample === 0) return { value: null, sample };
        if (statistic === "within-goal") return { value: withinGoal(values, name, question), sample };
        return { value: statisticOf(values, statistic) / 1000, sample };
      },
    };
  };
}

/** The share that keeps the goal of the cell: of its team and channel before that of one of them, before the desk's. */
function withinGoal(values: readonly number[], name: string, question: Question): number | null {
  const { metric, goals, by, filters } = question;
  const key = JSON.parse(name) as (string | null)[];
  const of = (dimension: "team" | "channel") => {
    const wanted = filters[dimension] ?? [];
    return by.includes(dimension) ? key[by.indexOf(dimension)] : wanted.length === 1 ? wanted[0] : undefined;
  };
  const isMine = (wanted: string | undefined, own: string | null | undefined) =>
    wanted === undefined || wanted === own;
  const mine = goals.filter(
    ({ kpi, team, channel }) => kpi === metric && isMine(team, of("team")) && isMine(channel, of("channel")),
  );
  const weight = ({ team, channel }: NaiveGoal) => Number(team !== undefined) + Number(channel !== undefined);
  const [goal] = mine.sort((a, b) => weight(b) - weight(a));
  const { atMost } = goal ?? {};
  if (atMost === undefined) return null;
  return (100 * values.filter((value) => value <= atMost).length) / values.length;
}

const parts: Readonly<Record<string, number>> = { median: 0.5, p90: 0.9, p95: 0.95 };

function statisticOf(sorted: readonly number[], statistic: string): number {
  const part = parts[statistic];
  if (part === undefined) return mean(sorted);
  const place = part * (sorted.length - 1);
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What is there at the end of the period, or of each stretch of it. */
export function there(levels: readonly Level[]): Kpi {
  return (question) =>
    eachCell(levelCells(levels, question), ({ length }) => ({ value: length, sample: length }));
}

/** Averages are of one scale: the one most used in the period and the one before it. */
export function ofUsualScale(samples: readonly Sample[]): Samples {
  return ({ both }) => {
    const used = grouped(
      samples.filter(({ at }) => both.from <= at && at < both.to),
      ({ scale }) => [scale ?? ""],
    );
    const [usual] = [...used].sort(
      ([a, these], [b, those]) => those.length - these.length || (a < b ? -1 : 1),
    );
    return samples.filter(({ scale }) => scale === usual?.[0]);
  };
}

const calendarUnits = ["hour", "day", "week", "month"];

/** A question by day is the question about each of its days; what is asked about the future is asked about now. */
export function eachStretch(kpi: Kpi, empty: number | null): Kpi {
  return (question) => {
    const { by, from } = question;
    const to = Math.min(question.to, Math.max(question.now, from));
    const place = by.findIndex((dimension) => calendarUnits.includes(dimension));
    const unit = by[place];
    if (unit === undefined) return kpi({ ...question, to });
    const answers = new Map(
      stretches(unit, from, to, question).map((stretch) => [
        stretch.name,
        kpi({ ...question, from: stretch.from, to: stretch.to, by: by.toSpliced(place, 1) }),
      ]),
    );
    const named = [...answers].flatMap(([name, { names }]) =>
      [...names].map((each) => cellName((JSON.parse(each) as (string | null)[]).toSpliced(place, 0, name))),
    );
    return {
      names: new Set(named),
      cell(name) {
        const key = JSON.parse(name) as (string | null)[];
        const answer = answers.get(key[place] ?? "");
        return answer?.cell(cellName(key.toSpliced(place, 1))) ?? { value: empty, sample: 0 };
      },
    };
  };
}
