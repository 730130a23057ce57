import { describe, expect, it } from "vitest";
import type { Digest } from "../../src/config/desk-config.ts";
import { demoConfig } from "../../src/demo/demo-config.ts";
import { demoAgents, demoHours } from "../../src/demo/demo-team.ts";
import { findMetric } from "../../src/metrics/catalogue.ts";
import { parseDimension } from "../../src/metrics/parse-dimension.ts";

describe("the sample desk's configuration", () => {
  const config = demoConfig();

  it("has the people and opening hours that the history is made with", () => {
    expect(config.people.flatMap(({ agent }) => (agent === undefined ? [] : [agent]))).toEqual(
      demoAgents.map(({ id }) => id),
    );
    expect(demoHours.onboarding.friday).toEqual([9, 17.5]);
    expect(config.calendars["onboarding"]?.hours.friday).toEqual(["09:00-17:30"]);
    expect(config.calendars["onboarding"]?.hours.sunday).toEqual([]);
  });

  it("has one digest, of KPIs, dimensions and periods that exist", () => {
    expect(config.digests.map(({ id }) => id)).toEqual(["morning"]);
    for (const digest of config.digests) expect(unknownNames(digest)).toEqual([]);
  });
});

/** What a digest names that does not exist. */
function unknownNames(digest: Digest): readonly string[] {
  const checks = [
    ...[...digest.kpis, ...(digest.table?.kpis ?? []), ...digest.charts.map(({ kpi }) => kpi)].map(
      (kpi) => () => findMetric(kpi),
    ),
    ...digest.charts.flatMap(({ by }) => by).map((by) => () => parseDimension(by)),
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
}
