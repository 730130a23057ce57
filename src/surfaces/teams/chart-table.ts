import type { IContainer, ITable, ITextBlock } from "@microsoft/teams.cards";
import type { ChartSpec, HeatMapChart, SeriesChart } from "../../charts/chart-spec.ts";
import { valueScale } from "../../charts/value-scale.ts";
import type { Chart, Table } from "../../messages/report.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText, textBlock } from "./card-text.ts";
import { chartScale, shownLabels } from "./native-chart.ts";
import { grid } from "./table-to-element.ts";

/** The numbers of a chart, for clients that cannot draw it; in words alone where there is no room for them. */
export function chartTable(section: Chart, room: CardRoom): IContainer {
  return { type: "Container", items: [inWords(section, room), ...numbers(section.spec, room)] };
}

function inWords(section: Chart, room: CardRoom): ITextBlock {
  return textBlock(cutText(section.altText, room.text), { size: "Small", isSubtle: true });
}

function numbers(spec: ChartSpec, room: CardRoom): (ITable | ITextBlock)[] {
  if (room.fallbackRows === 0) return [];
  return spec.kind === "heat-map" ? busiest(spec, room) : everyPoint(spec, room);
}

function everyPoint(spec: SeriesChart, room: CardRoom): (ITable | ITextBlock)[] {
  const scale = chartScale(spec);
  const { from, to } = shownLabels(spec, room.fallbackRows);
  const unit = scale.axisTitle === undefined ? "" : ` (${scale.axisTitle})`;
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : scale.text(scale.shown(value));
  const table = {
    columns: [left(""), ...spec.series.map(({ name }) => right(`${name}${unit}`))],
    rows: spec.labels
      .slice(from, to)
      .map((label, index) => [label, ...spec.series.map(({ values }) => shown(values[from + index]))]),
  };
  return [...grid(table, room), ...omission(spec.labels.length - table.rows.length, "row")];
}

/** A map of 7 × 24 fields is no table anybody reads: the fields that stand out are. */
function busiest(spec: HeatMapChart, room: CardRoom): (ITable | ITextBlock)[] {
  const scale = valueScale(spec.unit, spec.values.flat());
  const fields = spec.rows
    .flatMap((row, y) =>
      spec.columns.map((column, x) => ({ when: `${row} ${column}`, value: spec.values[y]?.[x] ?? null })),
    )
    .flatMap(({ when, value }) => (value === null ? [] : [{ when, value }]))
    .toSorted((a, b) => b.value - a.value)
    .slice(0, Math.min(HIGHEST, room.fallbackRows));
  const table = {
    columns: [left(`Highest ${fields.length}`), right(scale.axisTitle ?? "")],
    rows: fields.map(({ when, value }) => [when, scale.text(scale.shown(value))]),
  };
  return fields.length === 0 ? [] : grid(table, room);
}

const HIGHEST = 5;

const left = (label: string): Table["columns"][number] => ({ label, align: "left" });
const right = (label: string): Table["columns"][number] => ({ label, align: "right" });
