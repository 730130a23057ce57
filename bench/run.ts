import { alertBench } from "./alert-bench.ts";
import { digestBench } from "./digest-bench.ts";
import { doorBench } from "./door-bench.ts";
import { importBench } from "./import-bench.ts";
import { kpiBench } from "./kpi-bench.ts";

const scale = Number(process.argv[2] ?? 1);
if (!(scale > 0)) {
  console.error("usage: npm run bench [SCALE], for example 0.1 for a tenth of the events");
  process.exit(2);
}
await importBench(Math.round(140_000 * scale));
await doorBench(Math.round(50_000 * scale));
await digestBench(Math.round(1_000_000 * scale));
await kpiBench(Math.round(1_000_000 * scale));
await alertBench(Math.round(1_000_000 * scale));
