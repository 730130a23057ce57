import { describe, expect, it } from "vitest";
import { quietUntil } from "../../src/alerts/quiet-hours.ts";

const at = (text: string) => new Date(text);
const amsterdam = "Europe/Amsterdam";

describe("quiet hours", () => {
  it("are half-open, by the local clock, and run past midnight", () => {
    const night = ["22:00-07:00"];

    expect(quietUntil(night, amsterdam, at("2026-03-02T20:59:59Z"))).toBeNull();
    expect(quietUntil(night, amsterdam, at("2026-03-02T21:00:00Z"))).toEqual(at("2026-03-03T06:00:00Z"));
    expect(quietUntil(night, amsterdam, at("2026-03-03T05:59:59Z"))).toEqual(at("2026-03-03T06:00:00Z"));
    expect(quietUntil(night, amsterdam, at("2026-03-03T06:00:00Z"))).toBeNull();
  });

  it("that touch are one", () => {
    const hours = ["12:00-13:00", "13:00-14:30"];

    expect(quietUntil(hours, "UTC", at("2026-03-02T12:15:30Z"))).toEqual(at("2026-03-02T14:30:00Z"));
  });

  it("end at their local time in the night in which the clocks are changed", () => {
    expect(quietUntil(["22:00-07:00"], amsterdam, at("2026-03-28T22:00:00Z"))).toEqual(
      at("2026-03-29T05:00:00Z"),
    );
  });

  it("are none where none are named", () => {
    expect(quietUntil([], "UTC", at("2026-03-02T12:00:00Z"))).toBeNull();
  });
});
