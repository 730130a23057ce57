import { demoConfig } from "../src/demo/demo-config.ts";
import { composeDigest } from "../src/digests/compose-digest.ts";
import { projectChanges } from "../src/store/projector.ts";
import { DEFAULT_ACCOUNT } from "../src/store/tables.ts";
import { fillDesk } from "./fill-desk.ts";
import { manyDeskEvents } from "./many-desks.ts";
import { median, timed, withTemporaryStore } from "./temporary-store.ts";

const RUNS = 5;

/** How long a digest takes to compute over a log of so many events, and how long it takes to fold them. */
export async function digestBench(events: number): Promise<void> {
  const until = new Date("2026-11-20T07:30:00Z");
  await withTemporaryStore(async (store) => {
    const filled = await timed(() => fillDesk(store, manyDeskEvents(events, until), until));
    const folded = await timed(() => projectChanges(store.db));
    await store.pool.query("vacuum analyze");
    const config = demoConfig();
    const [digest] = config.digests;
    if (!digest) throw new Error("the demo has no digest");
    const seconds: number[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const request = { accountId: DEFAULT_ACCOUNT, digest, config, now: until };
      const { seconds: took } = await timed(() => composeDigest(store.db, request));
      if (run > 0) seconds.push(took);
    }
    console.log(`\nDigest at ${events.toLocaleString("en")} events`);
    console.log(`  appended in           ${filled.seconds.toFixed(1)} s (${rate(events, filled.seconds)})`);
    console.log(`  folded in             ${folded.seconds.toFixed(1)} s (${rate(events, folded.seconds)})`);
    console.log(
      `  digest computed in    ${(median(seconds) * 1000).toFixed(0)} ms (median of ${RUNS}; ${digest.kpis.length} KPIs, table, ${digest.charts.length} charts' data)`,
    );
  });
}

function rate(events: number, seconds: number): string {
  return `${Math.round(events / seconds).toLocaleString("en")} events/s`;
}
