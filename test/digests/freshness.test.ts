import { describe, expect, it } from "vitest";
import { freshness } from "../../src/digests/freshness.ts";

const asOf = new Date("2026-11-21T07:30:00Z");
const halfAnHour = 30 * 60_000;

describe("the freshness line", () => {
  it("gives the time of the newest event and where it came from", () => {
    const lines = freshness(
      [{ source: "zendesk/acme", at: new Date("2026-11-21T07:28:10Z") }],
      asOf,
      "Europe/Amsterdam",
      halfAnHour,
    );

    expect(lines).toEqual(["Data up to 08:28, from zendesk/acme."]);
  });

  it("warns of a source that has been silent for longer than expected, with the date when it was another day", () => {
    const lines = freshness(
      [
        { source: "phone", at: new Date("2026-11-20T16:00:00Z") },
        { source: "zendesk", at: new Date("2026-11-21T07:29:00Z") },
      ],
      asOf,
      "UTC",
      halfAnHour,
    );

    expect(lines).toEqual([
      "Data up to 07:29, from phone, zendesk.",
      "⚠️ Nothing from phone since 20 Nov 2026, 16:00: its latest numbers may be missing.",
    ]);
  });

  it("says so when nothing has arrived at all", () => {
    expect(freshness([], asOf, "UTC", halfAnHour)).toEqual(["No events have arrived yet."]);
  });
});
