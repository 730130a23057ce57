import { describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { kpiExport } from "../../src/cli/kpi-export.ts";
import type { ExportTable } from "../../src/exports/export-table.ts";
import type { Dimension } from "../../src/metrics/metric-query.ts";
import type { MetricResult } from "../../src/metrics/metric-result.ts";

function table(by: readonly Dimension[], ...results: readonly Partial<MetricResult>[]): ExportTable {
  const period = periodBetween("2026-03-02", "2026-03-02", "UTC");
  const names = new Map([["17", "Ada"]]);
  return kpiExport(
    { by, period },
    results.map((result) => ({
      metric: "csat",
      unit: "percent",
      key: {},
      value: null,
      sample: 0,
      previous: { value: null, sample: 0 },
      change: null,
      better: null,
      verdict: "no-data",
      notes: [],
      ...result,
    })),
    names,
  );
}

/** A column of a table by its header. */
function column({ columns, rows }: ExportTable, header: string): readonly unknown[] {
  const index = columns.findIndex((candidate) => candidate.header === header);
  return rows.map((row) => row[index]);
}

describe("the table of a breakdown", () => {
  it("tells money apart by its currency, also where nobody asked for it", () => {
    const euros = {
      unit: "money",
      key: { currency: "EUR" },
      value: 400,
      previous: { value: 300, sample: 2 },
    } as const;
    const made = table([], euros, { unit: "money", key: { currency: "JPY" }, value: 90 });

    expect(made.columns.map(({ header }) => header)).toContain("currency");
    expect(column(made, "currency")).toEqual(["EUR", "JPY"]);
    expect(column(made, "value")).toEqual([
      { kind: "money", value: 400, currency: "EUR" },
      { kind: "money", value: 90, currency: "JPY" },
    ]);
    expect(column(made, "previous_value")).toContainEqual({ kind: "money", value: 300, currency: "EUR" });
    expect(table([], {}).columns.map(({ header }) => header)).not.toContain("currency");
  });

  it("writes a change in the unit that it is measured in", () => {
    const made = table(
      [],
      { unit: "count", change: 12 },
      { unit: "duration", change: -46 },
      { unit: "percent", change: 3.2 },
      { unit: "score", change: -0.4 },
    );

    expect(column(made, "change")).toEqual([
      { kind: "percent", value: 12 },
      { kind: "percent", value: -46 },
      { kind: "points", value: 3.2 },
      { kind: "score", value: -0.4 },
    ]);
  });

  it("has a column a dimension, of dates where it is time, and names beside agents", () => {
    const made = table(
      ["day", "hour", "agent"],
      { key: { day: "2026-03-02", hour: "2026-03-02T09:00+00:00", agent: "17" } },
      { key: { day: "2026-03-02", hour: "2026-03-02T10:00+00:00", agent: "18" } },
      { key: { day: null, hour: null, agent: null } },
    );

    expect(made.columns.slice(2, 6)).toEqual([
      { header: "day", kind: "date" },
      { header: "hour", kind: "instant" },
      { header: "agent", kind: "text" },
      { header: "agent_name", kind: "text" },
    ]);
    expect(column(made, "agent")).toEqual(["17", "18", null]);
    expect(column(made, "agent_name")).toEqual(["Ada", null, null]);
  });
});
