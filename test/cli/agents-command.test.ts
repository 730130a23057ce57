import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import readXlsxFile from "read-excel-file/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { agentsCommand } from "../../src/cli/agents-command.ts";
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
  const sent = (id: string, at: string, agent: string, data: object = {}) =>
    deskEvent("message.sent", id, at, { conversation: "c1", author: { kind: "agent", id: agent }, ...data });
  const events = [
    deskEvent("agent.updated", "e1", "2026-01-01T00:00:00Z", { agent: "17", name: "Ada", team: "support" }),
    deskEvent("agent.updated", "e2", "2026-01-01T00:00:00Z", {
      agent: "18",
      name: '=cmd("x")',
      team: "sales",
    }),
    deskEvent("agent.updated", "e3", "2026-01-01T00:00:00Z", { agent: "19", name: "Ada", team: "sales" }),
    deskEvent("message.received", "e4", "2026-03-02T09:00:00Z", { conversation: "c1", channel: "chat" }),
    sent("e5", "2026-03-02T09:10:32Z", "17", { media: ["video", "image"] }),
    sent("e6", "2026-03-02T09:20:00Z", "18"),
    sent("e7", "2026-03-02T09:21:00Z", "18"),
    deskEvent("conversation.closed", "e8", "2026-03-02T10:00:00Z", { conversation: "c1", agent: "17" }),
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

const day = ["--period", "2026-03-02"];

/** What `deskpulse agents …` prints on stdout. */
async function agents(...args: readonly string[]): Promise<string> {
  let printed = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await agentsCommand().exitOverride().parseAsync(args, { from: "user" });
  } finally {
    spy.mockRestore();
  }
  return printed;
}

describe("deskpulse agents", () => {
  it("prints one JSON document in its public shape, with everything in the log reflected", async () => {
    const { agents: rows, ...rest } = JSON.parse(await agents(...day, "--team", "support", "--json"));

    expect(rest).toEqual({});
    expect(rows).toEqual([
      {
        agent: "17",
        name: "Ada",
        messagesSent: 1,
        paymentRequestsSent: 0,
        videosSent: 1,
        videosSentInNotes: 0,
        imagesSent: 1,
        imagesSentInNotes: 0,
        averageResponseTime: 632,
        closedConversations: 1,
        lastSeen: "2026-03-02T09:10:32.000Z",
      },
    ]);
  });

  it("prints a table for people, with names, words, local times, and ids where names are alike", async () => {
    const lines = (await agents(...day, "--sort", "messages-sent")).split("\n");

    expect(lines[0]).toBe("2026-03-02, Europe/Amsterdam");
    expect(lines.slice(4, 7).map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['=cmd("x")', "2", "0", "0", "0", "0", "0", "no data", "0", "2026-03-02 10:21"],
      ["Ada (17)", "1", "0", "1", "0", "1", "0", "10m 32s", "1", "2026-03-02 10:10"],
      ["Ada (19)", "0", "0", "0", "0", "0", "0", "no data", "0", "never"],
    ]);
  });

  it("sorts by any column, both ways", async () => {
    const order = async (...args: string[]) =>
      JSON.parse(await agents(...day, "--json", ...args)).agents.map(({ agent }: { agent: string }) => agent);

    expect(await order("--sort", "lastSeen")).toEqual(["18", "17", "19"]);
    expect(await order("--sort", "agent", "--reverse")).toEqual(["19", "18", "17"]);
  });

  it("prints CSV that spreadsheets read as text, not as formulas", async () => {
    expect(await agents(...day, "--team", "sales", "--timezone", "Asia/Kolkata", "--csv")).toBe(
      "agent,name,messages_sent,payment_requests_sent,videos_sent,videos_sent_in_notes,images_sent," +
        "images_sent_in_notes,average_response_time,closed_conversations,last_seen\r\n" +
        '18,"\'=cmd(""x"")",2,0,0,0,0,0,,0,2026-03-02T14:51:00+05:30\r\n' +
        "19,Ada,0,0,0,0,0,0,,0,\r\n",
    );
    expect(await agents(...day, "--bom")).toMatch(/^\uFEFFagent,name,/);
  });

  it("writes a workbook with numbers, times and dates", async () => {
    const file = join(folder.path, "agents.xlsx");
    await agents(...day, "--team", "support", "--json", "--xlsx", file);

    const [sheet] = await readXlsxFile(file);
    const [header, first, ...others] = sheet?.data ?? [];
    expect(sheet?.sheet).toBe("Agents, 2026-03-02");
    expect(header).toEqual([
      "Agent",
      "Name",
      "Messages sent",
      "Payment requests sent",
      "Videos sent",
      "Videos sent in notes",
      "Images sent",
      "Images sent in notes",
      "Average response time",
      "Closed conversations",
      "Last seen",
    ]);
    // Excel's time 0 is the midnight that begins 1899-12-30.
    const [wait, seen] = [new Date("1899-12-30T00:10:32Z"), new Date("2026-03-02T10:10:32Z")];
    expect(first?.map(toTheSecond)).toEqual(["17", "Ada", 1, 0, 1, 0, 1, 0, wait, 1, seen]);
    expect(others).toEqual([]);
  });

  it("says when nobody is known", async () => {
    expect(await agents(...day, "--team", "none")).toBe(
      "2026-03-02, Europe/Amsterdam, team none\n\nNo agents were found.\n",
    );
  });

  it("refuses what cannot be asked, before anything is opened", async () => {
    vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");

    await expect(agents("--sort", "mesages-sent")).rejects.toThrow("did you mean messages-sent?");
    await expect(agents("--period", "lastweek")).rejects.toThrow('Did you mean "last week"?');
    await expect(agents("--period", "today", "--from", "2026-03-02")).rejects.toThrow("not both");
  });
});

/** A time is a fraction of a day, of which readers cut the last digits off. */
function toTheSecond(value: unknown): unknown {
  return value instanceof Date ? new Date(Math.round(value.getTime() / 1000) * 1000) : value;
}
