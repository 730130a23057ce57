import { Counter, Histogram, type Registry } from "prom-client";

export interface AlertMetrics {
  /**
   * An alert that this process opened.
   *
   * @param moment what it was opened by
   * @param lateMs from that moment until it was noticed; undefined where a look at a KPI found it
   */
  opened(moment: "warning" | "breach" | "kpi", lateMs?: number): void;
}

/** How many alerts this process opened, and how soon. */
export function alertMetrics(registry: Registry): AlertMetrics {
  const alerts = new Counter({
    name: "deskpulse_alerts_opened_total",
    help: "Alerts opened, by what called for them: a warning or breach of a clock, or a KPI",
    labelNames: ["moment"],
    registers: [registry],
  });
  const lag = new Histogram({
    name: "deskpulse_alert_notice_seconds",
    help: "From the warning or breach of a clock until it was noticed",
    labelNames: ["moment"],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600],
    registers: [registry],
  });
  return {
    opened(moment, lateMs) {
      alerts.inc({ moment });
      if (lateMs !== undefined) lag.observe({ moment }, Math.max(0, lateMs) / 1000);
    },
  };
}
