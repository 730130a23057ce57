import { Counter, type Registry } from "prom-client";
import type { IngestCounters } from "../ingest/ingest-counters.ts";

/** A key without a source lets its sender name any: beyond so many they are counted together. */
const MOST_SOURCES = 100;

/** Counts what came in at the doors of this process. */
export function ingestMetrics(registry: Registry): IngestCounters {
  const events = new Counter({
    name: "deskpulse_events_total",
    help: "Events by source and outcome: accepted, duplicate, rejected, unmapped (a webhook of a topic that is not used)",
    labelNames: ["source", "outcome"],
    registers: [registry],
  });
  const sources = new Set<string>();
  return {
    count(source, outcome, n) {
      if (sources.size < MOST_SOURCES) sources.add(source);
      if (n > 0) events.inc({ source: sources.has(source) ? source : "other", outcome }, n);
    },
  };
}
