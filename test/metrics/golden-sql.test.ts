import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { checkQuery } from "../../src/metrics/check-query.ts";
import { framesOf } from "../../src/metrics/frame.ts";
import type { MetricDefinition } from "../../src/metrics/metric-definition.ts";
import type { Dimension, MetricQuery } from "../../src/metrics/metric-query.ts";
import { planOf } from "../../src/metrics/plan.ts";
import { contextOf } from "../../src/metrics/query-metrics.ts";
import { statementOf } from "../../src/metrics/statement.ts";
import type { Database } from "../../src/store/tables.ts";
import { expectGolden } from "../support/golden-file.ts";

const folder = join(import.meta.dirname, "golden");

const compiler = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The SQL of a KPI over a week: as one number, and by team and day of some conversations. */
function goldenSql(definition: MetricDefinition): string {
  const total = query(definition, {});
  const has = (dimension: Dimension) => definition.dimensions.includes(dimension);
  const first = definition.dimensions.find((dimension) =>
    has("team") ? dimension === "team" : dimension !== "day",
  );
  const split = query(definition, {
    by: [...(first ? [first] : []), "day"],
    filters: {
      ...(has("channel") ? { channel: ["email"] } : {}),
      ...(has("tag") ? { tag: ["refund"] } : {}),
    },
  });
  return [
    `-- ${definition.name}: ${definition.definition}`,
    ...statements(total).map((text) => `\n-- one number\n${text};`),
    ...statements(split).map(
      (text) =>
        `\n-- by ${split.by.join(" and ")}${Object.keys(split.filters).length > 0 ? `, of a ${Object.keys(split.filters).join(" and a ")}` : ""}\n${text};`,
    ),
    "",
  ].join("\n");
}

function query({ id }: MetricDefinition, part: Partial<MetricQuery>): MetricQuery {
  return {
    accountId: "default",
    metrics: [{ id }],
    period: periodBetween("2026-03-02", "2026-03-08", "Europe/Amsterdam"),
    by: [],
    filters: {},
    clock: "elapsed",
    now: new Date("2026-03-10T12:00:00Z"),
    reopenWindowMs: 7 * 86_400_000,
    weekStartsOn: "monday",
    ...part,
  };
}

function statements(asked: MetricQuery): readonly string[] {
  const frames = framesOf(asked);
  const plan = planOf(checkQuery(asked), asked);
  const context = contextOf(asked, frames);
  return plan.current.map(
    (group) => statementOf(group, frames.current, asked, context).compile(compiler).sql,
  );
}

describe("the SQL of a KPI", () => {
  for (const definition of catalogue) {
    it(`of ${definition.id} is the one that was reviewed`, () => {
      expectGolden(join(folder, `${definition.id}.sql`), goldenSql(definition));
    });
  }

  it("is kept for KPIs that exist only", () => {
    const kept = readdirSync(folder).map((file) => file.replace(".sql", ""));

    expect(kept.sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });
});
