import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { describe, expect, it } from "vitest";
import { periodBetween } from "../../src/calendar/period-between.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { checkQuery } from "../../src/metrics/check-query.ts";
import { framesOf } from "../../src/metrics/frame.ts";
import type { MetricDefinition } from "../../src/metrics/metric-definition.ts";
import type { MetricQuery } from "../../src/metrics/metric-query.ts";
import { planOf } from "../../src/metrics/plan.ts";
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
  const split = query(definition, { by: ["team", "day"], filters: { channel: ["email"], tag: ["refund"] } });
  return [
    `-- ${definition.name}: ${definition.definition}`,
    ...statements(total).map((text) => `\n-- one number\n${text};`),
    ...statements(split).map((text) => `\n-- by team and day, of a channel and a tag\n${text};`),
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
  const { current, previous } = framesOf(asked);
  const plan = planOf(checkQuery(asked), asked);
  const context = {
    accountId: asked.accountId,
    now: asked.now,
    reopenWindowMs: asked.reopenWindowMs,
    span: { from: previous.period.from, to: current.period.to },
  };
  return plan.current.map((group) => statementOf(group, current, asked, context).compile(compiler).sql);
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
