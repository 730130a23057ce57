import { Histogram, type Registry } from "prom-client";

export interface DigestMetrics {
  /** Runs what computes and composes a digest, and measures how long it took. */
  timed<T>(digest: string, compose: () => Promise<T>): Promise<T>;
}

/** How long digests take: all of their KPIs, tables and charts' data, without drawing and sending. */
export function digestMetrics(registry: Registry): DigestMetrics {
  const seconds = new Histogram({
    name: "deskpulse_digest_compute_seconds",
    help: "Computing the KPIs of a digest, by digest and whether it succeeded",
    labelNames: ["digest", "outcome"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  });
  return {
    async timed(digest, compose) {
      const end = seconds.startTimer({ digest });
      try {
        const composed = await compose();
        end({ outcome: "composed" });
        return composed;
      } catch (error) {
        end({ outcome: "failed" });
        throw error;
      }
    },
  };
}
