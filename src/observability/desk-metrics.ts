import type { Kysely } from "kysely";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { IngestCounters } from "../ingest/ingest-counters.ts";
import type { Database } from "../store/tables.ts";
import { type AlertMetrics, alertMetrics } from "./alert-metrics.ts";
import { type DeliveryMetrics, deliveryMetrics } from "./delivery-metrics.ts";
import { type DigestMetrics, digestMetrics } from "./digest-metrics.ts";
import { ingestMetrics } from "./ingest-metrics.ts";
import { storeMetrics } from "./store-metrics.ts";

/** What is measured of one process, and of the store it shares with others. */
export interface DeskMetrics {
  readonly ingest: IngestCounters;
  readonly deliveries: DeliveryMetrics;
  readonly digests: DigestMetrics;
  readonly alerts: AlertMetrics;
  readonly contentType: string;
  /** Everything in Prometheus' text format. With the store away it says so and leaves out what stands there. */
  text(): Promise<string>;
}

export function deskMetrics(db: Kysely<Database>, accountId: string): DeskMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const store = storeMetrics(registry, db, accountId);
  return {
    ingest: ingestMetrics(registry),
    deliveries: deliveryMetrics(registry),
    digests: digestMetrics(registry),
    alerts: alertMetrics(registry),
    contentType: registry.contentType,
    async text() {
      await store.refresh();
      return await registry.metrics();
    },
  };
}
