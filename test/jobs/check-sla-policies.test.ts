import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDeskConfig } from "../../src/config/load-desk-config.ts";
import { checkSlaPolicies } from "../../src/jobs/check-sla-policies.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const known = `teams: { billing: {} }
people: [{ email: kim@example.com }]
calendars:
  office: { hours: { monday: ["09:00-17:00"] } }
  never: { hours: { saturday: [] } }
`;

/** What is said of the policies, each with its line; the first policy stands on line 7. */
async function problemsOf(...policies: readonly string[]): Promise<string[]> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "deskpulse.yaml");
  await writeFile(path, `${known}sla:\n${policies.map((policy) => `  - { ${policy} }\n`).join("")}`);
  const error = await loadDeskConfig(path, { check: checkSlaPolicies }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) return [];
  return error.message
    .split("\n")
    .slice(1)
    .map((line) =>
      line
        .trim()
        .replace(`${path}:`, "")
        .replace(/^(\d+):\d+/, "$1"),
    );
}

const targets = "targets: { firstResponse: 1h }";

describe("SLA policies", () => {
  it("are good in every form that they may take", async () => {
    expect(
      await problemsOf(
        'name: vip, match: { segment: gold, priority: [urgent, high] }, calendar: office, targets: { firstResponse: 15m, nextResponse: 30m, resolution: 8h }, warnAt: [50%, 12.5%, 10m], pauseWhenSnoozed: [resolution], quietHours: ["22:00-07:00"]',
        `name: chat, match: { channel: chat }, ${targets}, notify: { warning: [{ slack: C1 }] }, escalate: [{ after: 15m, to: kim@example.com }]`,
        `name: rest, ${targets}`,
      ),
    ).toEqual([]);
  });

  it("must promise something", async () => {
    expect(
      await problemsOf("name: a, targets: {}", "name: b", "name: c, targets: { resolution: 0m }"),
    ).toEqual([
      "7 sla[0].targets: found {}, must have at least one of firstResponse, nextResponse and resolution",
      "8 sla[1].targets: must be a map of keys to values, but is missing",
      '9 sla[2].targets.resolution: found "0m", must be longer than nothing',
    ]);
  });

  it("must be measured by a calendar that is there and opens", async () => {
    expect(
      await problemsOf(
        `name: a, calendar: ofice, match: { tag: a }, ${targets}`,
        `name: b, calendar: never, ${targets}`,
      ),
    ).toEqual([
      '7 sla[0].calendar: "ofice" is not a known calendar; did you mean office?',
      '8 sla[1].calendar: "never" never opens, so that nothing would ever be due: give it hours',
    ]);
  });

  it("must warn before the due time", async () => {
    expect(
      await problemsOf(
        `name: a, match: { tag: a }, ${targets}, warnAt: [50%, 120%, 100%]`,
        "name: b, match: { tag: b }, targets: { firstResponse: 15m, resolution: 8h }, warnAt: [15m]",
        `name: c, ${targets}, warnAt: [soon]`,
      ),
    ).toEqual([
      '9 sla[2].warnAt[0]: found "soon", must be a share of the target like 80%, or a span before the due time like 15m',
    ]);
    expect(
      await problemsOf(
        `name: a, match: { tag: a }, ${targets}, warnAt: [50%, 120%, 100%]`,
        "name: b, targets: { firstResponse: 15m, resolution: 8h }, warnAt: [15m]",
      ),
    ).toEqual([
      '7 sla[0].warnAt[1]: found "120%", must be more than 0 % and less than 100 %: a warning comes before the due time',
      '7 sla[0].warnAt[2]: found "100%", must be more than 0 % and less than 100 %: a warning comes before the due time',
      '8 sla[1].warnAt[0]: found "15m", must be shorter than every target of the policy: a warning comes before the due time',
    ]);
  });

  it("must each be reached: what stands above may not match all that they match", async () => {
    expect(
      await problemsOf(
        `name: chat, match: { channel: chat }, ${targets}`,
        `name: urgent-chat, match: { channel: chat, priority: urgent }, ${targets}`,
        `name: mail, match: { channel: email }, ${targets}`,
        `name: vips, match: { channel: [chat, email], segment: gold }, ${targets}`,
        `name: rest, ${targets}`,
        `name: never, ${targets}`,
      ),
    ).toEqual([
      '8 sla[1].match: matches no conversation that "chat" above does not match, and the first policy that matches counts: move it up, or narrow what stands above',
      '10 sla[3].match: matches no conversation that "chat" and "mail" above does not match, and the first policy that matches counts: move it up, or narrow what stands above',
      '12 sla[5].name: matches no conversation that "rest" above does not match, and the first policy that matches counts: move it up, or narrow what stands above',
    ]);
  });

  it("may be exceptions to one another, but not share values of the same lists", async () => {
    expect(
      await problemsOf(
        `name: gold, match: { segment: gold }, ${targets}`,
        `name: high, match: { priority: [urgent, high] }, ${targets}`,
        `name: low, match: { priority: [high, low] }, ${targets}`,
        `name: refunds, match: { tag: [refund, vip], channel: chat }, ${targets}`,
        `name: vips, match: { tag: vip, channel: [mail, chat] }, ${targets}`,
      ),
    ).toEqual([
      '9 sla[2].match: overlaps with "high" above, which has high too: take it out of one of them',
      '11 sla[4].match: overlaps with "refunds" above, which has chat, vip too: take it out of one of them',
    ]);
  });

  it("are told apart by their names", async () => {
    expect(await problemsOf(`name: a, match: { tag: a }, ${targets}`, `name: a, ${targets}`)).toEqual([
      '8 sla[1].name: found "a", must be another name: this one stands above already',
    ]);
  });

  it("know the teams and people that are listed", async () => {
    expect(
      await problemsOf(
        `name: a, match: { team: biling }, ${targets}, escalate: [{ after: 1h, to: kai@example.com }]`,
      ),
    ).toEqual([
      '7 sla[0].match.team: "biling" is not a known team; did you mean billing?',
      '7 sla[0].escalate[0].to: "kai@example.com" is not a known address of people; did you mean kim@example.com?',
    ]);
  });
});
