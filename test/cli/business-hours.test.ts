import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { applyCommand } from "../../src/cli/apply-command.ts";
import { importCommand } from "../../src/cli/import-command.ts";
import { kpiCommand } from "../../src/cli/kpi-command.ts";
import { rebuildCommand } from "../../src/cli/rebuild-command.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { printed } from "./printed.ts";

const week = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/** Weekdays by day, and a team that works at night. */
function config(hours: string): string {
  return `
timezone: Europe/Amsterdam
calendars:
  default:
    hours:
${week.map((day) => `      ${day}: ["${hours}"]`).join("\n")}
    holidays: ["2026-05-15"]
    holidayCountry: NL
  night:
    hours:
${[...week, "saturday", "sunday"].map((day) => `      ${day}: ["22:00-06:00"]`).join("\n")}
teams:
  watch: { calendar: night }
`;
}

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "deskpulse.yaml");
});
afterAll(async () => await folder[Symbol.asyncDispose]());
beforeEach(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DESKPULSE_CONFIG", file);
  vi.stubEnv("DESKPULSE_DATA_DIR", folder.path);
  await writeFile(file, config("09:00-17:30"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

/** An NDJSON file of questions and their answers. */
async function conversations(...waits: [id: string, asked: string, replied: string, team?: string][]) {
  const lines = waits.flatMap(([id, asked, replied, team]) => [
    event(`${id}-1`, "conversation.opened", asked, {
      conversation: id,
      channel: "chat",
      ...(team ? { team } : {}),
    }),
    event(`${id}-2`, "message.sent", replied, { conversation: id, author: { kind: "agent", id: "17" } }),
    event(`${id}-3`, "conversation.resolved", replied, { conversation: id }),
  ]);
  const path = join(folder.path, "events.ndjson");
  await writeFile(path, lines.join("\n"));
  return path;
}

function event(id: string, type: string, time: string, data: object): string {
  return JSON.stringify({ specversion: "1.0", id, source: "test", type, time, data });
}

/** Hours, by the key of the breakdown. */
async function hours(metric: string, ...args: readonly string[]): Promise<Record<string, number | null>> {
  const answer = JSON.parse(
    await printed(
      kpiCommand(),
      metric,
      "--from",
      "2026-01-01",
      "--to",
      "2026-11-01",
      "--clock",
      "business",
      "--json",
      ...args,
    ),
  );
  return Object.fromEntries(
    answer.results.map(({ key, value }: { key: Record<string, string | null>; value: number | null }) => [
      Object.values(key).map(String).join(" ") || "all",
      value === null ? null : value / 3600,
    ]),
  );
}

describe("business hours, from deskpulse.yaml to the answer", () => {
  it("are those of the team's calendar, over holidays, nights and both moves of the clocks", async () => {
    const path = await conversations(
      // Friday 17:00 to Tuesday 10:00 over King's Day: half an hour and an hour.
      ["king", "2026-04-24T15:00:00Z", "2026-04-28T08:00:00Z"],
      // Wednesday 17:00 to Monday 9:30 over Ascension Day and the desk's own day off: twice half an hour.
      ["ascension", "2026-05-13T15:00:00Z", "2026-05-18T07:30:00Z"],
      // 23:30 to 07:00; the shift ends at 06:00, and an hour of the night is left out.
      ["spring", "2026-03-28T22:30:00Z", "2026-03-29T05:00:00Z", "watch"],
      // The same when an hour comes twice.
      ["autumn", "2026-10-24T21:30:00Z", "2026-10-25T06:00:00Z", "watch"],
    );
    await printed(importCommand(), path);

    expect(await hours("first-response-time", "--by", "day")).toMatchObject({
      "2026-03-29": 5.5,
      "2026-04-28": 1.5,
      "2026-05-18": 1,
      "2026-10-25": 7.5,
    });
    expect(await hours("first-response-time", "--by", "team")).toEqual({ null: 1.25, watch: 6.5 });
    expect(await hours("response-time")).toEqual({ all: (5.5 + 1.5 + 1 + 7.5) / 4 });
    expect(await hours("resolution-time", "--stat", "median")).toEqual({ all: (1.5 + 5.5) / 2 });
  });

  it("are not measured before there is a calendar, and measure the past once there is one", async () => {
    await writeFile(file, "timezone: Europe/Amsterdam\n");
    await printed(
      importCommand(),
      await conversations(["c1", "2026-04-28T06:00:00Z", "2026-04-28T08:00:00Z"]),
    );
    expect(await hours("response-time")).toEqual({ all: null });

    await writeFile(file, config("09:00-17:30"));
    expect(await hours("response-time")).toEqual({ all: 1 });

    // Somewhere else, without the configuration, they stay.
    vi.stubEnv("DESKPULSE_CONFIG", "");
    expect(await hours("response-time")).toEqual({ all: 1 });
  });

  it("stay as they were for the past when they change, unless somebody says otherwise", async () => {
    await printed(
      importCommand(),
      await conversations(["c1", "2026-04-28T06:00:00Z", "2026-04-28T09:00:00Z"]),
    );
    await writeFile(file, config("10:00-18:00"));

    expect(await hours("response-time")).toEqual({ all: 2 });
    await printed(rebuildCommand(), "--json");
    expect(await hours("response-time")).toEqual({ all: 2 });

    const dry = await printed(applyCommand(), "--from", "2026-04-01", "--dry-run");
    expect(dry).toContain("The calendars count from 2026-03-31T22:00:00.000Z on.");
    expect(dry).toContain("The facts of one subject would be made anew.");
    expect(await hours("response-time")).toEqual({ all: 2 });

    await printed(applyCommand(), "--from", "2026-04-01");
    expect(await hours("response-time")).toEqual({ all: 1 });
  });
});

describe("deskpulse apply", () => {
  it("shows what has changed, place by place, and then has nothing to do", async () => {
    await printed(applyCommand());
    await writeFile(
      file,
      `${config("09:00-18:00").replace("watch: { calendar: night }", "sales: { name: Sales }")}
reopenWindow: 3d
people:
  - { email: ada@example.com, agent: "17", role: lead }
goals:
  - { kpi: response-time, channel: email, atMost: 4h }
`,
    );

    const shown = await printed(applyCommand(), "--from", "beginning");

    expect(shown.split("\n")).toEqual([
      "~ reopenWindow: 7d → 3d",
      ...week.map((day) => `~ calendars.default.hours.${day}: [09:00-17:30] → [09:00-18:00]`),
      "+ teams.sales: { name: Sales }",
      "- teams.watch: { calendar: night }",
      "+ people[ada@example.com]: { email: ada@example.com, agent: 17, role: lead }",
      "+ goals[response-time email]: { kpi: response-time, channel: email, atMost: 4h }",
      "The calendars count for all time.",
      "Stored.",
      "",
    ]);
    expect(await printed(applyCommand())).toBe("Nothing to apply: deskpulse.yaml says what is stored.\n");
  });

  it("prints the same as JSON, and stores nothing when it is dry", async () => {
    const dry = JSON.parse(await printed(applyCommand(), "--dry-run", "--json"));
    const first = JSON.parse(await printed(applyCommand(), "--json"));

    expect(dry).toEqual({ ...first, isDryRun: true });
    expect(first).toMatchObject({ isDryRun: false, calendarsCountFrom: "beginning", refolded: 0 });
    expect(first.changes).toContainEqual({ path: "timezone", before: "UTC", after: "Europe/Amsterdam" });
    expect(JSON.parse(await printed(applyCommand(), "--json"))).toMatchObject({
      changes: [],
      calendarsCountFrom: null,
    });
  });

  it("refuses what cannot be applied", async () => {
    await expect(printed(applyCommand(), "--from", "soon")).rejects.toThrow('--from "soon" is not a moment');
    await writeFile(file, config("09:00-17:30").replace("NL", "XX"));
    await expect(printed(applyCommand())).rejects.toThrow(
      /deskpulse.yaml:12:5 calendars.default.holidayCountry: found "XX", must be a place/,
    );
    await rm(file);
    vi.stubEnv("DESKPULSE_CONFIG", "");
    await expect(printed(applyCommand())).rejects.toThrow("There is no deskpulse.yaml here");
  });
});
