import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadOptions, loadDeskConfig } from "../../src/config/load-desk-config.ts";
import { OperationError } from "../../src/errors.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("deskpulse.yaml", () => {
  it("may be missing or empty", async () => {
    await using folder = await temporaryFolder();
    const missing = await loadDeskConfig(join(folder.path, "deskpulse.yaml"));
    const empty = await load("# nothing yet\n");

    expect(missing).toEqual(empty);
    expect(empty).toMatchObject({
      timezone: "UTC",
      weekStartsOn: "monday",
      reopenWindow: 7 * 86_400_000,
      digests: [],
    });
  });

  it("is an error when it was asked for by name and is not there", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "desk.yaml");

    await expect(loadDeskConfig(path, { mustExist: true })).rejects.toThrow(
      new OperationError(
        `The configuration ${path} cannot be read: there is no such file; check DESKPULSE_CONFIG`,
      ),
    );
  });

  it("of the example loads with spans in milliseconds and ids as text", async () => {
    const config = await loadDeskConfig(join(import.meta.dirname, "../../examples/deskpulse.yaml"), {
      mustExist: true,
    });

    expect(config.goals[0]).toMatchObject({ atMost: 4 * 3_600_000 });
    expect(config.digests[0]).toMatchObject({
      id: "morning",
      scope: { team: ["billing"] },
      grace: 3 * 3_600_000,
      charts: [{ by: ["day"] }, { by: ["hour-of-day", "weekday"] }],
    });
  });

  it("takes ids that look like numbers without quotes", async () => {
    const config = await load("people: [{ email: a@example.com, agent: 17 }]\n");

    expect(config.people[0]?.agent).toBe("17");
  });

  it("is refused with every problem at once, each with its place, what was found and what is expected", async () => {
    const problems = await problemsOf(`timezone: Europe/Amsterdm
digest: []
people:
  - { email: x, rol: lead }
calendars: { a: { hours: { mondy: ["09:00-17:00"], friday: ["9-5"] } } }
digests:
  - id: A b
    title: Morning
    cron: 5
    kpis: []
    scope: { tem: billing }
    targets: [{ slak: C1 }]
    grace: "3"
`);

    expect(problems).toEqual([
      '1:1 timezone: found "Europe/Amsterdm", must be an IANA time zone such as Europe/Amsterdam; did you mean Europe/Amsterdam?',
      "2:1 digest: is not a key known here; did you mean digests?",
      '4:7 people[0].email: found "x", must be an e-mail address',
      "4:17 people[0].rol: is not a key known here; did you mean role?",
      "5:28 calendars.a.hours.mondy: is not a key known here; did you mean monday?",
      '5:61 calendars.a.hours.friday[0]: found "9-5", must be hours like "09:00-17:30"',
      '7:5 digests[0].id: found "A b", must be lower-case letters, digits and hyphens',
      "9:5 digests[0].cron: found 5, must be text",
      "10:5 digests[0].kpis: found an empty list, must have at least 1 entry",
      "11:14 digests[0].scope.tem: is not a key known here; did you mean team?",
      '12:15 digests[0].targets[0]: found {"slak":"C1"}, must be one of { slack: C0123456789 }, { teams: 19:abc@thread.tacv2 } and { console: true }',
      '13:5 digests[0].grace: found "3", must be a span like 90s, 15m, 4h or 7d',
    ]);
  });

  it("limits alerts where it says nothing, and refuses limits that would let nothing through", async () => {
    expect((await load("timezone: UTC\n")).alertLimits).toEqual({
      storm: { alerts: 5, within: 600_000 },
      perHour: 30,
    });
    expect(await problemsOf("alertLimits: { storm: { alerts: 0, within: 30s }, perHour: 1 }\n")).toEqual([
      "1:25 alertLimits.storm.alerts: found 0, must be at least 1",
      '1:36 alertLimits.storm.within: found "30s", must be between 1m and 24h',
      "1:51 alertLimits.perHour: found 1, must be at least 2",
    ]);
  });

  it("names what is missing at the place it is missing from", async () => {
    const problems = await problemsOf(
      "digests:\n  - id: morning\n    title: Morning\n    kpis: [csat]\n    targets: [{ console: true }]\n",
    );

    expect(problems).toEqual(["2:5 digests[0].cron: must be text, but is missing"]);
  });

  it("that is not YAML is refused with line and column", async () => {
    expect(await problemsOf("timezone: UTC\ntimezone: UTC\nteams: [1,\n")).toEqual([
      "2:1 Map keys must be unique",
      expect.stringMatching(/^\d:\d .*\]/),
    ]);
    expect(await problemsOf("just words\n")).toEqual([
      '1:1 found "just words", must be a map of keys to values',
    ]);
  });

  it("is shown to a further check with what was written", async () => {
    const problems = await problemsOf("timezone: UTC\nreopenWindow: 2d\n", {
      check: (config, written) => [
        {
          path: ["reopenWindow"],
          message: `must be longer than ${config.reopenWindow} (${written(["reopenWindow"])})`,
        },
      ],
    });

    expect(problems).toEqual(['2:1 reopenWindow: found "2d", must be longer than 172800000 (2d)']);
  });
});

async function load(yaml: string, options: LoadOptions = {}) {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "deskpulse.yaml");
  await writeFile(path, yaml);
  return await loadDeskConfig(path, options);
}

/** The lines of the message, without the file's name. */
async function problemsOf(yaml: string, options: LoadOptions = {}): Promise<string[]> {
  const error = await load(yaml, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OperationError)) throw new Error("The configuration was taken", { cause: error });
  return error.message
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^.*deskpulse\.yaml:/, ""));
}
