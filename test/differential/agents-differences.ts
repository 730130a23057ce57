import type { Kysely } from "kysely";
import { agentsTable } from "../../src/metrics/agents-table.ts";
import type { Database } from "../../src/store/tables.ts";
import { type Asked, queryOf, questionOf } from "./differences.ts";
import type { Desk } from "./oracle/desk.ts";
import { naiveAgents } from "./oracle/naive-agents.ts";

/** Asks both for the table of agents, and tells in which rows they differ. */
export async function agentsDifferences(
  db: Kysely<Database>,
  accountId: string,
  desk: Desk,
  asked: Asked,
): Promise<readonly string[]> {
  const { period, now } = queryOf(accountId, asked);
  const { team: teams } = asked.filters;
  const table = await agentsTable(db, { accountId, period, now, teams });
  const question = questionOf("agents", "mean", {
    ...asked,
    filters: teams ? { team: teams } : {},
    clock: "elapsed",
  });
  const product = new Map(table.map(({ name: _name, ...row }) => [row.agent, said(row)]));
  const oracle = new Map(
    [...naiveAgents(desk.told, desk.kpis, question)].map(([agent, row]) => [agent, said(row)]),
  );
  return [...new Set([...product.keys(), ...oracle.keys()])]
    .filter((agent) => product.get(agent) !== oracle.get(agent))
    .map((agent) => `${agent} is ${product.get(agent)} in the product, ${oracle.get(agent)} in the oracle`);
}

/** To the microsecond: sums of floating points are not exact. */
function said(row: { readonly averageResponseTime: number | null }): string {
  const { averageResponseTime: time, ...rest } = row;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ time: time === null ? null : time.toFixed(6), ...Object.fromEntries(sorted) });
}
