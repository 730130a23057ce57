import type { Unit } from "./unit.ts";

/** What a chart shows, free of any drawing library. Values are in the unit's base: seconds, percent 0–100, counts. */
export type ChartSpec = SeriesChart | HeatMapChart;

export interface SeriesChart {
  readonly kind: "line" | "bar";
  readonly title: string;
  readonly unit: Unit;
  /** One a point or bar, as shown on the axis: "Mon 13", "09:00", "email". */
  readonly labels: readonly string[];
  /** The local date of each label, YYYY-MM-DD, where every label is a day: clients that draw by themselves space days. */
  readonly days?: readonly string[];
  readonly series: readonly ChartSeries[];
  /** A line across the chart, in the unit's base. */
  readonly goal?: { readonly label: string; readonly value: number };
}

export interface ChartSeries {
  readonly name: string;
  /** The period before is drawn behind, paler and dashed. */
  readonly role: "current" | "previous";
  /** As many as labels; null where nothing was measured: a gap, never 0. */
  readonly values: readonly (number | null)[];
}

export interface HeatMapChart {
  readonly kind: "heat-map";
  readonly title: string;
  readonly unit: Unit;
  /** Left to right. */
  readonly columns: readonly string[];
  /** Top to bottom. */
  readonly rows: readonly string[];
  /** values[row][column] */
  readonly values: readonly (readonly (number | null)[])[];
}
