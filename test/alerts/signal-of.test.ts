import { describe, expect, it } from "vitest";
import { signalOf } from "../../src/alerts/signal-of.ts";

const now = new Date("2026-03-02T10:00:00Z");
const signal = (state: Parameters<typeof signalOf>[0]["state"], until?: string | null) =>
  signalOf(
    {
      state,
      acknowledgement: until === undefined ? null : { until: until === null ? null : new Date(until) },
    },
    now,
  ).signal;

describe("what is seen of an alert at a glance", () => {
  it("is whether somebody has to do something", () => {
    expect(signal("at-risk")).toBe("warning");
    expect([signal("breached"), signal("firing")]).toEqual(["danger", "danger"]);
    expect(signal("resolved")).toBe("done");
    for (const state of ["in-time", "paused", "cancelled"] as const) expect(signal(state)).toBeUndefined();
  });

  it("is that somebody is on it, as long as that was promised", () => {
    expect(signal("breached", "2026-03-02T10:30:00Z")).toBe("taken");
    expect(signal("at-risk", null)).toBe("taken");
    expect(signal("breached", "2026-03-02T10:00:00Z")).toBe("danger");
    expect(signal("resolved", "2026-03-02T10:30:00Z")).toBe("done");
    expect(signal("paused", null)).toBeUndefined();
  });
});
