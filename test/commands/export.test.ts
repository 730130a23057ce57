import readXlsxFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandDesk, commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let desk: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  await desk.talked([
    { agent: "ada", at: "2026-03-17T08:00:00Z", wait: 10 },
    { agent: "ada", at: "2026-03-17T09:00:00Z", wait: 30, channel: "email" },
    { agent: "bob", at: "2026-03-17T10:00:00Z", wait: 20 },
  ]);
});
afterAll(() => database.close());

describe("export", () => {
  it("sends a breakdown as CSV to the asker alone", async () => {
    const { file, visibility } = await desk.ask("max", "export messages-sent by agent yesterday csv", {
      kind: "channel",
    });

    expect(visibility).toBe("personal");
    expect(file?.name).toBe("messages-sent-by-agent-yesterday.csv");
    expect(file?.type).toBe("text/csv");
    expect(Buffer.from(file?.bytes ?? []).toString("utf8")).toBe(
      "\uFEFFagent,messages_sent,messages_sent_sample,messages_sent_before\r\n" +
        "Ada Lovelace,2,2,0\r\nBob Ross,1,1,0\r\n",
    );
  });

  it("sends a workbook unless CSV is asked for", async () => {
    const { file } = await desk.ask("kim", "export teamstats yesterday");
    const [sheet] = await readXlsxFile(Buffer.from(file?.bytes ?? []));

    expect(file?.name).toBe("teamstats-by-agent-yesterday.xlsx");
    expect(sheet?.data[0]?.slice(0, 2)).toEqual(["agent", "Messages sent"]);
    expect(sheet?.data[1]?.slice(0, 2)).toEqual(["Ada Lovelace", 2]);
  });

  it("has a row a day where nothing else is said, of one's own numbers too", async () => {
    const { file } = await desk.ask("ada", "export mystats this week csv");
    const lines = Buffer.from(file?.bytes ?? [])
      .toString("utf8")
      .split("\r\n");

    expect(lines.slice(1, 3).map((line) => line.split(",").slice(0, 2))).toEqual([
      ["2026-03-16", "0"],
      ["2026-03-17", "2"],
    ]);
  });
});
