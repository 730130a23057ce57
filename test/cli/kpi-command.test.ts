import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import readXlsxFile from "read-excel-file/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { kpiCommand } from "../../src/cli/kpi-command.ts";
import { kpisCommand } from "../../src/cli/kpis-command.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  database = await testDatabase();
  folder = await temporaryFolder();
  const received = (id: string, time: string, channel: string) =>
    deskEvent("message.received", id, time, { channel });
  const events = [
    received("e1", "2026-03-02T09:00:00Z", "chat"),
    received("e2", "2026-03-02T22:30:00Z", "chat"),
    received("e3", "2026-03-02T23:30:00Z", '=cmd("x"), y'),
    received("e4", "2026-03-01T12:00:00Z", "chat"),
    deskEvent("conversation.opened", "e5", "2026-03-02T09:00:00Z", { conversation: "c1", channel: "chat" }),
    deskEvent("message.received", "e6", "2026-03-02T09:00:00Z", { conversation: "c1" }),
    deskEvent("message.sent", "e7", "2026-03-02T09:10:32Z", {
      conversation: "c1",
      author: { kind: "agent", id: "17" },
    }),
    deskEvent("agent.updated", "e8", "2026-01-01T00:00:00Z", { agent: "17", name: "Ada" }),
  ];
  await appendEvents(database.db, DEFAULT_ACCOUNT, events, new Date("2026-03-04T00:00:00Z"));
});
afterAll(async () => {
  await database.close();
  await folder[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const config = join(folder.path, "deskpulse.yaml");
  await writeFile(config, "timezone: Europe/Amsterdam\n");
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("DESKPULSE_CONFIG", config);
});
afterEach(() => vi.unstubAllEnvs());

/** What `deskpulse kpi …` prints on stdout. */
async function kpi(...args: readonly string[]): Promise<string> {
  return await stdoutOf(() => kpiCommand().exitOverride().parseAsync(args, { from: "user" }));
}

async function stdoutOf(work: () => Promise<unknown>): Promise<string> {
  let printed = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return printed;
}

describe("deskpulse kpi --why", () => {
  const day = ["first-response-time", "--from", "2026-03-02", "--to", "2026-03-02", "--why"];

  it("tells the rows that a number is made of, in words and as JSON", async () => {
    expect(await kpi(...day)).toContain("10m 32s  conversation c1  2026-03-02 10:10  chat  agent 17");

    const { receipts } = JSON.parse(await kpi(...day, "--json"));
    expect(receipts).toMatchObject([{ metric: "first-response-time", parts: [{ total: 1 }] }]);
  });

  it("is of one value: a breakdown is refused", async () => {
    await expect(kpi(...day, "--by", "agent")).rejects.toThrow(/one value/);
  });
});

describe("deskpulse kpi --compare", () => {
  it("compares with the same time a week ago, and says so", async () => {
    const week = ["--from", "2026-03-09", "--to", "2026-03-09", "--compare", "week"];

    const { results } = JSON.parse(await kpi("messages-received", ...week, "--json"));
    expect(results).toMatchObject([{ value: 0, previous: { value: 3 }, change: -100 }]);
    expect(await kpi("messages-received", ...week)).toContain("compared with the same time a week ago");
  });

  it("tells how a value keeps its goal", async () => {
    const config = "timezone: Europe/Amsterdam\ngoals: [{ kpi: first-response-time, atMost: 10m }]\n";
    await writeFile(join(folder.path, "deskpulse.yaml"), config);
    const day = ["first-response-time", "--from", "2026-03-02", "--to", "2026-03-02"];

    expect(JSON.parse(await kpi(...day, "--json")).results).toMatchObject([{ goal: "near" }]);
    expect(await kpi(...day)).toContain("goal of at most 10m nearly met");
    expect(JSON.parse(await kpi(...day, "--stat", "within-goal", "--json")).results).toMatchObject([
      { unit: "percent", value: 0, sample: 1 },
    ]);
  });
});

describe("deskpulse kpi", () => {
  it("prints one JSON document in its public shape, with everything in the log reflected", async () => {
    const day = ["--from", "2026-03-02", "--to", "2026-03-02"];

    expect(JSON.parse(await kpi("messages-received", "csat", ...day, "--json"))).toEqual({
      period: {
        from: "2026-03-01T23:00:00.000Z",
        to: "2026-03-02T23:00:00.000Z",
        timezone: "Europe/Amsterdam",
      },
      results: [
        {
          metric: "messages-received",
          unit: "count",
          key: {},
          value: 3,
          sample: 3,
          previous: { value: 1, sample: 1 },
          change: 200,
          better: null,
        },
        {
          metric: "csat",
          unit: "percent",
          key: {},
          value: null,
          sample: 0,
          previous: { value: null, sample: 0 },
          change: null,
          better: null,
        },
      ],
    });
  });

  it("carries the dimensions as --by names them, in the asked time zone", async () => {
    const answer = JSON.parse(
      await kpi(
        "messages-received",
        "--period",
        "2026-03-02..2026-03-03",
        "--timezone",
        "UTC",
        "--by",
        "day,channel",
        "--json",
      ),
    );

    expect(answer.results.map(({ key, value }: { key: object; value: number }) => [key, value])).toEqual([
      [{ day: "2026-03-02", channel: '=cmd("x"), y' }, 1],
      [{ day: "2026-03-02", channel: "chat" }, 3],
      [{ day: "2026-03-03", channel: '=cmd("x"), y' }, 0],
      [{ day: "2026-03-03", channel: "chat" }, 0],
    ]);
  });

  it("filters by repeated options", async () => {
    const value = async (...filters: string[]) =>
      JSON.parse(await kpi("messages-received", "--period", "2026-03-02", "--json", ...filters)).results[0]
        .value;

    expect(await value("--channel", "email")).toBe(0);
    expect(await value("--channel", "email", "--channel", "chat")).toBe(3);
    expect(await value("--initiated-by", "customer")).toBe(1);
  });

  it("prints a table for people, with names, words and samples", async () => {
    const table = await kpi("response-time", "--period", "2026-03-02", "--by", "agent", "--stat", "median");

    expect(table).toBe(
      [
        "2026-03-02, Europe/Amsterdam, compared with the day before",
        "",
        "KPI                             agent    value  change           before  sample        notes",
        "──────────────────────────────  ─────  ───────  ──────────────  ───────  ────────────  ─────",
        "Average response time (median)  Ada    10m 32s  no data before  no data  from 1 reply",
        "",
      ].join("\n"),
    );
  });

  it("says when a breakdown found nothing", async () => {
    expect(await kpi("csat", "--by", "agent", "--period", "2026-03-02")).toContain("Nothing was found.");
  });

  it("prints CSV that spreadsheets read as text, not as formulas", async () => {
    const csv = await kpi("messages-received", "--period", "2026-03-03", "--by", "channel", "--csv");

    expect(csv).toBe(
      "metric,unit,channel,value,sample,previous_value,previous_sample,change,better,notes\r\n" +
        'messages-received,count,"\'=cmd(""x""), y",1,1,0,0,,,\r\n' +
        "messages-received,count,chat,0,0,3,3,-100,,\r\n",
    );
  });

  it("marks CSV as UTF-8 for Excel where it is asked to", async () => {
    expect(await kpi("messages-received", "--period", "2026-03-03", "--bom")).toMatch(/^\uFEFFmetric,unit,/);
  });

  it("names agents beside their ids in CSV", async () => {
    const csv = await kpi("response-time", "--period", "2026-03-02", "--by", "agent", "--csv");

    expect(csv).toBe(
      "metric,unit,agent,agent_name,value,sample,previous_value,previous_sample,change,better,notes\r\n" +
        "response-time,duration,17,Ada,632,1,,0,,,\r\n",
    );
  });

  it("writes a workbook beside the answer, with real times, dates and percents", async () => {
    const file = join(folder.path, "kpis.xlsx");
    const asked = ["messages-received", "response-time", "--period", "2026-03-02..2026-03-03", "--by", "day"];
    const answer = JSON.parse(await kpi(...asked, "--json", "--xlsx", file));
    const [sheet] = await readXlsxFile(file);

    expect(answer.results).toHaveLength(4);
    expect(sheet?.sheet).toBe("messages-received, response-tim");
    const [header, first, , third] = sheet?.data ?? [];
    expect(header?.slice(0, 4)).toEqual(["metric", "unit", "day", "value"]);
    // Compared with 28 February, when there was nothing: no change.
    expect(first?.slice(0, 9)).toEqual([
      "messages-received",
      "count",
      new Date("2026-03-02T00:00:00Z"),
      3,
      3,
      0,
      0,
      null,
      null,
    ]);
    // Excel's time 0 is the midnight that begins 1899-12-30, and 632 seconds are 10m 32s.
    expect(third?.slice(1, 4)).toEqual([
      "duration",
      new Date("2026-03-02T00:00:00Z"),
      new Date("1899-12-30T00:10:32Z"),
    ]);
  });

  it("says which workbook cannot be written", async () => {
    const file = join(folder.path, "nowhere", "kpis.xlsx");

    await expect(kpi("csat", "--xlsx", file)).rejects.toThrow(`The workbook ${file} cannot be written`);
  });

  it("draws a picture beside the answer", async () => {
    const file = join(folder.path, "chart.png");
    const answer = await kpi("messages-received", "--period", "last 7 days", "--json", "--chart", file);

    expect(JSON.parse(answer).results).toHaveLength(1);
    expect((await readFile(file)).subarray(1, 4).toString()).toBe("PNG");
  });

  it("refuses what cannot be asked, before anything is opened", async () => {
    vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");

    await expect(kpi("csta")).rejects.toThrow('"csta" is not a KPI: did you mean csat?');
    await expect(kpi("csat", "--by", "wekday")).rejects.toThrow("did you mean weekday?");
    await expect(kpi("csat", "--period", "lastweek")).rejects.toThrow('Did you mean "last week"?');
    await expect(kpi("csat", "--timezone", "Europe/Amsterdm")).rejects.toThrow(
      "did you mean Europe/Amsterdam?",
    );
    await expect(kpi("csat", "--from", "2026-03-02")).rejects.toThrow("belong together");
    await expect(kpi("csat", "--period", "today", "--from", "2026-03-02")).rejects.toThrow("not both");
    await expect(kpi("csat", "--stat", "median")).rejects.toThrow("is for durations");
    await expect(kpi("csat", "npx", "--chart", "x.png")).rejects.toThrow('"npx" is not a KPI');
    await expect(kpi("csat", "csat-average", "--chart", "x.png")).rejects.toThrow("draws one KPI");
  });

  it("answers business time as not measured without a calendar", async () => {
    const ask = ["response-time", "--period", "2026-03-02", "--clock", "business", "--json"];
    const [result] = JSON.parse(await kpi(...ask)).results;

    expect(result).toMatchObject({ value: null, sample: 0 });
    expect(result.notes).toEqual(["business time is not measured: no calendar is configured"]);
  });
});

describe("deskpulse kpis", () => {
  it("lists every KPI with its definition, as text and as JSON", async () => {
    const list = (...args: string[]) =>
      stdoutOf(() => kpisCommand().exitOverride().parseAsync(args, { from: "user" }));
    const text = await list();
    const { kpis } = JSON.parse(await list("--json"));

    expect(kpis.map(({ id }: { id: string }) => id)).toEqual(catalogue.map(({ id }) => id));
    for (const { id, definition } of catalogue) {
      expect(text).toContain(id);
      expect(text).toContain(definition);
    }
  });
});
