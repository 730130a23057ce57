import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { alertMetrics } from "../../src/observability/alert-metrics.ts";
import { deliveryMetrics } from "../../src/observability/delivery-metrics.ts";
import { digestMetrics } from "../../src/observability/digest-metrics.ts";
import { ingestMetrics } from "../../src/observability/ingest-metrics.ts";

const due = new Date("2026-03-02T08:30:00Z");

it("sources beyond the hundredth are counted together", async () => {
  const registry = new Registry();
  const counters = ingestMetrics(registry);

  for (let no = 0; no < 105; no++) counters.count(`source-${no}`, "accepted", 2);
  counters.count("source-7", "accepted", 1);

  const text = await registry.metrics();
  expect(text).toContain('deskpulse_events_total{source="source-7",outcome="accepted"} 3');
  expect(text).toContain('deskpulse_events_total{source="other",outcome="accepted"} 10');
});

it("a delivery is counted by its outcome, and how late it was when it arrived", async () => {
  const registry = new Registry();
  const { settled } = deliveryMetrics(registry);
  const slack = { platform: "slack", is_unclear: false, due_at: due, sent_at: null };

  settled({ ...slack, state: "sent", sent_at: new Date("2026-03-02T08:30:20Z") });
  settled({ ...slack, state: "sent", is_unclear: true, sent_at: new Date("2026-03-02T08:31:20Z") });
  settled({ ...slack, state: "failed" });

  const text = await registry.metrics();
  expect(text).toContain('deskpulse_deliveries_total{platform="slack",outcome="sent"} 1');
  expect(text).toContain('deskpulse_deliveries_total{platform="slack",outcome="unclear"} 1');
  expect(text).toContain('deskpulse_deliveries_total{platform="slack",outcome="failed"} 1');
  expect(text).toContain('deskpulse_delivery_lateness_seconds_sum{platform="slack"} 100');
  expect(text).toContain('deskpulse_delivery_lateness_seconds_bucket{le="30",platform="slack"} 1');
});

it("a digest's computing is measured, also when it fails", async () => {
  const registry = new Registry();
  const { timed } = digestMetrics(registry);

  expect(await timed("morning", async () => 42)).toBe(42);
  await expect(timed("morning", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");

  const text = await registry.metrics();
  expect(text).toContain('deskpulse_digest_compute_seconds_count{digest="morning",outcome="composed"} 1');
  expect(text).toContain('deskpulse_digest_compute_seconds_count{digest="morning",outcome="failed"} 1');
});

it("an alert is counted by what called for it, and how late it was noticed where there was a moment", async () => {
  const registry = new Registry();
  const { opened } = alertMetrics(registry);

  opened("warning", 800);
  opened("warning", 45_000);
  opened("kpi");

  const text = await registry.metrics();
  expect(text).toContain('deskpulse_alerts_opened_total{moment="warning"} 2');
  expect(text).toContain('deskpulse_alerts_opened_total{moment="kpi"} 1');
  expect(text).toContain('deskpulse_alert_notice_seconds_bucket{le="1",moment="warning"} 1');
  expect(text).toContain('deskpulse_alert_notice_seconds_sum{moment="warning"} 45.8');
  expect(text).not.toContain('deskpulse_alert_notice_seconds_sum{moment="kpi"}');
});
