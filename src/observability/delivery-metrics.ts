import { Counter, Histogram, type Registry } from "prom-client";
import type { Delivery } from "../store/delivery-ledger.ts";

export interface DeliveryMetrics {
  /** A delivery that this process settled: sent, failed or skipped. */
  settled(delivery: Pick<Delivery, "platform" | "state" | "is_unclear" | "due_at" | "sent_at">): void;
}

/** Outcomes of this process's deliveries, and how late they were. */
export function deliveryMetrics(registry: Registry): DeliveryMetrics {
  const outcomes = new Counter({
    name: "deskpulse_deliveries_total",
    help: "Settled deliveries by platform and outcome: sent, unclear (sent, and may stand there twice), failed, skipped",
    labelNames: ["platform", "outcome"],
    registers: [registry],
  });
  const lateness = new Histogram({
    name: "deskpulse_delivery_lateness_seconds",
    help: "From when a message was due until the platform confirmed it",
    labelNames: ["platform"],
    buckets: [1, 5, 15, 30, 60, 120, 300, 900, 1800, 3600, 10_800],
    registers: [registry],
  });
  return {
    settled({ platform, state, is_unclear, due_at, sent_at }) {
      outcomes.inc({ platform, outcome: state === "sent" && is_unclear ? "unclear" : state });
      if (state === "sent" && sent_at)
        lateness.observe({ platform }, Math.max(0, sent_at.getTime() - due_at.getTime()) / 1000);
    },
  };
}
