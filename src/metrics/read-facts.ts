import type { Kysely } from "kysely";
import type { Database } from "../store/tables.ts";
import { type CellKey, cellId } from "./cell.ts";
import type { Frame } from "./frame.ts";
import type { MeasureContext } from "./measure.ts";
import { readMeasure } from "./measure-columns.ts";
import type { MetricQuery } from "./metric-query.ts";
import { emptyReading, type Reading, type Readings } from "./reading.ts";
import { type MeasureGroup, statementOf } from "./statement.ts";

/** The readings of measures in the cells of one period. */
export interface FrameReadings {
  readonly cells: readonly { readonly key: CellKey; readonly found: ReadonlySet<string> }[];
  at(key: CellKey): Readings;
}

/** Reads groups of measures from the fact tables, one query each. */
export async function readFacts(
  db: Kysely<Database>,
  groups: readonly MeasureGroup[],
  frame: Frame,
  query: MetricQuery,
  context: MeasureContext,
): Promise<FrameReadings> {
  const cells = new Map<string, { key: CellKey; readings: Map<string, Reading> }>();
  for (const group of groups) {
    const { rows } = await statementOf(group, frame, query, context).execute(db);
    for (const row of rows) {
      const fields = Object.fromEntries(Object.entries(row ?? {}));
      const key = keyOf(fields, frame, query);
      const cell = cells.get(cellId(key)) ?? { key, readings: new Map() };
      cells.set(cellId(key), cell);
      for (const asked of group.measures) cell.readings.set(asked.measure.id, readMeasure(asked, fields));
    }
  }
  return {
    cells: [...cells.values()].map(({ key, readings }) => ({ key, found: foundIn(readings) })),
    at: (key) => {
      const readings = cells.get(cellId(key))?.readings;
      return (measureId) => readings?.get(measureId) ?? emptyReading;
    },
  };
}

function foundIn(readings: ReadonlyMap<string, Reading>): ReadonlySet<string> {
  return new Set([...readings].filter(([, { count }]) => count > 0).map(([id]) => id));
}

function keyOf(row: Readonly<Record<string, unknown>>, frame: Frame, query: MetricQuery): CellKey {
  return query.by.map((dimension, index) => {
    const value = row[`k${index}`];
    const axis = frame.axes.find((candidate) => candidate.dimension === dimension);
    if (axis) return axis.keys[Number(value) - 1] ?? null;
    return typeof value === "string" ? value : null;
  });
}
