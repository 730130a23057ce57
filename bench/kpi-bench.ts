import { sql } from "kysely";
import { applyDeskConfig } from "../src/cli/apply-desk-config.ts";
import { demoConfig } from "../src/demo/demo-config.ts";
import { agentsTable } from "../src/metrics/agents-table.ts";
import { catalogue } from "../src/metrics/catalogue.ts";
import { queryMetrics } from "../src/metrics/query-metrics.ts";
import { receiptOf } from "../src/metrics/receipt.ts";
import type { Store } from "../src/store/open-store.ts";
import { projectChanges } from "../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../src/store/tables.ts";
import { everyKind } from "./every-kind.ts";
import { fillDesk } from "./fill-desk.ts";
import { breakdowns, kpiQuestion } from "./kpi-questions.ts";
import { median, timed, withTemporaryStore } from "./temporary-store.ts";

const RUNS = 3;
const until = new Date("2026-11-20T07:30:00Z");
/** What every KPI has to be answered within. */
const LIMIT_MS = 1000;

interface Answer {
  readonly kpi: string;
  /** Median milliseconds of each breakdown and of the receipt, null where there is none. */
  readonly times: readonly (number | null)[];
  readonly worst: number;
}

/**
 * How long every KPI takes for 30 days against the 30 before, of a desk with events of every kind, business hours and
 * SLA policies; beside a plain count over the messages of the same days.
 */
export async function kpiBench(events: number): Promise<void> {
  await withTemporaryStore(async (store) => {
    await applyDeskConfig(store, DEFAULT_ACCOUNT, demoConfig(), { now: until, from: "beginning" });
    await fillDesk(store, everyKind(events, until), until);
    const { seconds } = await timed(() => projectChanges(store.db));
    await store.pool.query("vacuum analyze");
    const rate = Math.round(events / seconds).toLocaleString("en");
    console.log(
      `\nEvery KPI at ${events.toLocaleString("en")} events of every kind, folded at ${rate} events/s`,
    );
    await askEverything(store);
  });
}

/** Asks every KPI in every way, and prints how long it took. */
async function askEverything(store: Store): Promise<void> {
  const plain = await medianMs(() => countMessages(store));
  const answers: Answer[] = [];
  for (const definition of catalogue) {
    const times: (number | null)[] = [];
    for (const { by } of breakdowns) {
      const query = kpiQuestion(definition, by, until);
      times.push(query ? await medianMs(() => queryMetrics(store.db, query)) : null);
    }
    const query = kpiQuestion(definition, [], until);
    times.push(query ? await medianMs(() => receiptOf(store.db, query)) : null);
    const worst = Math.max(...times.map((time) => time ?? 0));
    answers.push({ kpi: definition.id, times, worst });
  }
  const [first] = catalogue;
  const period = first && kpiQuestion(first, [], until)?.period;
  if (!period) throw new Error("there is no KPI");
  const agents = await medianMs(() =>
    agentsTable(store.db, { accountId: DEFAULT_ACCOUNT, period, now: until }),
  );
  report(answers, agents, plain);
}

/** Without the first, which reads from the disk and plans. */
async function medianMs(ask: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const { seconds } = await timed(ask);
    if (run > 0) all.push(seconds * 1000);
  }
  return median(all);
}

async function countMessages({ db }: Store): Promise<void> {
  const from = new Date(until.getTime() - 60 * 86_400_000);
  await sql`
    select count(*) from messages where account_id = ${DEFAULT_ACCOUNT} and at >= ${from} and at < ${until}
  `.execute(db);
}

function report(answers: readonly Answer[], agents: number, plain: number): void {
  const ms = (time: number | null) => (time === null ? "–" : time.toFixed(0)).padStart(9);
  const heads = [...breakdowns.map(({ name }) => name), "receipt"].map((name) => name.padStart(9));
  console.log(`  ${"milliseconds (medians)".padEnd(34)}${heads.join("")}   of a count`);
  const sorted = answers.toSorted((a, b) => b.worst - a.worst);
  for (const { kpi, times, worst } of sorted)
    console.log(`  ${kpi.padEnd(34)}${times.map(ms).join("")}   ${(worst / plain).toFixed(1).padStart(6)} ×`);
  const all = answers.flatMap(({ times }) => times.filter((time) => time !== null));
  const over = all.filter((time) => time > LIMIT_MS).length;
  const [worst] = sorted;
  console.log(`  ${"the table of agents".padEnd(34)}${ms(agents)}`);
  console.log(`  ${"a plain count of the messages".padEnd(34)}${ms(plain)}`);
  console.log(
    `  ${all.length} answers, median ${median(all).toFixed(0)} ms, ${over} over ${LIMIT_MS} ms; the worst is ${worst?.kpi} with ${worst?.worst.toFixed(0)} ms`,
  );
}
