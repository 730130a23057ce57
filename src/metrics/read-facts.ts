import type { Kysely } from "kysely";
import type { Database } from "../store/tables.ts";
import { type CellKey, cellId } from "./cell.ts";
import type { Frame } from "./frame.ts";
import type { Measure } from "./measure.ts";
import { readMeasure } from "./measure-columns.ts";
import type { Dimension, MetricQuery } from "./metric-query.ts";
import { splitBy } from "./plan.ts";
import { emptyReading, type Reading, type Readings } from "./reading.ts";
import { type MeasureGroup, type StatementContext, statementOf } from "./statement.ts";

/** The readings of measures in the cells of one period. */
export interface FrameReadings {
  /** Where any of some measures was found, in the cells of a metric that is split by these. */
  keys(measures: readonly Measure[], by: readonly Dimension[]): readonly CellKey[];
  /** The readings in one cell of a metric that is split by these. */
  at(by: readonly Dimension[], key: CellKey): Readings;
}

/** The readings of one measure, by the cells of what it was split by. */
interface MeasureReadings {
  readonly measure: Measure;
  readonly cells: Map<string, { readonly key: CellKey; readonly reading: Reading }>;
}

/** Reads groups of measures from the fact tables, one query each. */
export async function readFacts(
  db: Kysely<Database>,
  groups: readonly MeasureGroup[],
  frame: Frame,
  query: MetricQuery,
  context: StatementContext,
): Promise<FrameReadings> {
  const read = new Map<string, MeasureReadings>();
  for (const group of groups) {
    const { rows } = await statementOf(group, frame, query, context).execute(db);
    for (const { measure } of group.measures)
      read.set(readId(measure.id, group.by), { measure, cells: new Map() });
    for (const row of rows) {
      const fields = Object.fromEntries(Object.entries(row ?? {}));
      const key = keyOf(fields, frame, group.by);
      for (const asked of group.measures)
        read
          .get(readId(asked.measure.id, group.by))
          ?.cells.set(cellId(key), { key, reading: readMeasure(asked, fields) });
    }
  }
  return frameReadings(read);
}

function readId(measureId: string, by: readonly Dimension[]): string {
  return JSON.stringify([measureId, by]);
}

function frameReadings(read: ReadonlyMap<string, MeasureReadings>): FrameReadings {
  const measures = new Map([...read.values()].map(({ measure }) => [measure.id, measure]));
  return {
    keys: (wanted, by) =>
      wanted.flatMap((measure) => {
        const own = splitBy(measure, by);
        const { cells } = read.get(readId(measure.id, own)) ?? { cells: new Map() };
        return [...cells.values()]
          .filter(({ reading }) => reading.count > 0 || reading.unmeasured !== undefined)
          .flatMap(({ key }) => placed(key, own, by));
      }),
    at: (by, key) => (measureId) => {
      const measure = measures.get(measureId);
      if (!measure) return emptyReading;
      const own = splitBy(measure, by);
      const { cells } = read.get(readId(measureId, own)) ?? { cells: new Map() };
      const place = own.map((dimension) => key[by.indexOf(dimension)] ?? null);
      if (own.length > 0 && !by.includes("currency") && own.at(-1) === "currency")
        return merged([...cells.values()], place.slice(0, -1));
      return cells.get(cellId(place))?.reading ?? emptyReading;
    },
  };
}

/** A cell of a measure as one of its metric; what stands for the whole of a dimension names none of its keys. */
function placed(key: CellKey, own: readonly Dimension[], by: readonly Dimension[]): readonly CellKey[] {
  const isWhole = by.some((dimension) => dimension !== "currency" && !own.includes(dimension));
  if (isWhole) return [];
  return [by.map((dimension) => key[own.indexOf(dimension)] ?? null)];
}

/** Money beside a metric that is no money: its amounts, a currency each. */
function merged(
  cells: readonly { readonly key: CellKey; readonly reading: Reading }[],
  place: CellKey,
): Reading {
  const here = cells.filter(({ key }) => cellId(key.slice(0, -1)) === cellId(place));
  const amounts = here.flatMap(({ key, reading }) => {
    const currency = key.at(-1);
    return currency ? [{ currency, amount: reading.sum ?? 0 }] : [];
  });
  amounts.sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { count: here.reduce((sum, { reading }) => sum + reading.count, 0), statistics: {}, amounts };
}

function keyOf(row: Readonly<Record<string, unknown>>, frame: Frame, by: readonly Dimension[]): CellKey {
  return by.map((dimension, index) => {
    const value = row[`k${index}`];
    const axis = frame.axes.find((candidate) => candidate.dimension === dimension);
    if (axis) return axis.keys[Number(value) - 1] ?? null;
    return typeof value === "string" ? value : null;
  });
}
