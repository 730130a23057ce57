import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMapping } from "../../src/ingest/mapping/read-mapping.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { mapped } from "./mapped.ts";

/** The problems of a mapping, the file's name taken off: `line:column field: message`. */
async function problems(text: string): Promise<string[]> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "m.yaml");
  await writeFile(file, text);
  const error: unknown = await readMapping(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) return [];
  expect(error.name).toBe("OperationError");
  return error.message
    .split("\n")
    .slice(1)
    .map((line) => line.trim().replace(`${file}:`, ""));
}

const good = `
times: { format: iso, timezone: UTC }
case: { by: ticket }
events:
  - type: conversation.opened
    at: opened
    data: { conversation: ticket, channel: channel }
`;

describe("a mapping file", () => {
  it("that is right has no problems", async () => {
    expect(await problems(good)).toEqual([]);
  });

  it.each([
    ["is empty", "", "1:1 events: is missing: must be a list"],
    [
      "is no YAML",
      "events: [",
      "1:10 Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    [
      "has an unknown key",
      good.replace("times:", "time:"),
      '2:1 has the unknown key "time"; did you mean times?',
    ],
    [
      "has an unknown key in a rule",
      good.replace("    at:", "    att:"),
      '5:5 events[0]: has the unknown key "att"; did you mean at?',
    ],
    [
      "has an unknown type",
      good.replace("n.opened", "n.oppened"),
      '5:11 events[0].type: "conversation.oppened" is not a known event type; did you mean conversation.opened?',
    ],
    [
      "has an unknown field",
      good.replace("channel:", "chanel:"),
      "events[0].data.chanel: is not a field of conversation.opened; did you mean channel?",
    ],
    [
      "lacks a field that is needed",
      good.replace(", channel: channel", ""),
      "7:11 events[0].data: needs channel: conversation.opened is refused without it",
    ],
    [
      "has an unknown zone",
      good.replace("UTC", "Europe/Lisbonn"),
      '2:33 times.timezone: must be an IANA time zone like Europe/Lisbon, or UTC (found "Europe/Lisbonn")',
    ],
    [
      "has an unknown format",
      good.replace("iso", "d/m/yyyy"),
      "2:18 times.format: must be iso, unix, unix-ms, excel, or letters",
    ],
    [
      "has local times without a zone",
      good.replace("iso, timezone: UTC", "d/M/yyyy"),
      "6:9 events[0].at: is read as d/M/yyyy, which has no offset: name the zone of the file's clocks in times.timezone",
    ],
    [
      "forgot the quotes around a template",
      good.replace("conversation: ticket", "conversation: {ticket}"),
      '7:27 events[0].data.conversation: has the unknown key "ticket"; known here are column',
    ],
    [
      "has two sources for a value",
      good.replace("at: opened", "at: { column: opened, value: 1 }"),
      "must have exactly one of column, value, template and first",
    ],
    [
      "compares rows without a case",
      good.replace("case: { by: ticket }", "").replace("at: opened", "at: opened\n    changed: status"),
      "events[0].changed: needs case.by",
    ],
    [
      "looks at the last row without a case",
      good
        .replace("case: { by: ticket }", "")
        .replace("channel: channel", "channel: { column: channel, row: last }"),
      "events[0].data.channel.row: needs case.by",
    ],
    [
      "has a constant that does not fit",
      good.replace("channel: channel", "channel: channel, initiatedBy: { value: bot }"),
      'must be one of customer, agent, automation (found "bot")',
    ],
    [
      "maps to what does not fit",
      good.replace("channel: channel", "channel: channel, initiatedBy: { column: who, map: { x: agnet } }"),
      "events[0].data.initiatedBy.map.x: must be one of customer, agent, automation",
    ],
    [
      "reads a text as a time",
      good.replace("channel: channel", "channel: { column: c, format: iso }"),
      "events[0].data.channel.format: is only for a time; this is text",
    ],
    [
      "has a brace too many",
      good.replace("channel: channel", 'channel: { template: "{a}{" }'),
      "events[0].data.channel: has a brace too many",
    ],
    [
      "has a wrong expression",
      good.replace("channel: channel", 'channel: { column: c, extract: "(" }'),
      "events[0].data.channel.extract: must be a regular expression",
    ],
    [
      "has an unknown encoding",
      `${good}table: { encoding: utf-9 }`,
      'table.encoding: must be an encoding like utf-8, windows-1252 or utf-16le (found "utf-9")',
    ],
    [
      "names two rules alike",
      good
        .replace("at: opened", "at: opened\n    name: a")
        .replace(
          /$/,
          "  - { type: conversation.reopened, name: a, at: opened, data: { conversation: ticket } }",
        ),
      "events[1].name: a is taken",
    ],
    ["tests nothing", `${good}where: { status: {} }`, "where.status: must test something"],
  ])("that %s says so and where", async (_, text, message) => {
    expect((await problems(text)).join("\n")).toContain(message);
  });

  it("names all its problems at once", async () => {
    const text = good
      .replace("channel:", "chanel:")
      .replace("conversation.opened", "conversation.opened\n    row: middle");

    expect(await problems(good.replace("channel:", "chanel:"))).toHaveLength(2);
    expect(await problems(text)).toHaveLength(1);
  });

  it("that is not there is an error that names it", async () => {
    await expect(readMapping("/nowhere/m.yaml")).rejects.toThrow(
      "The mapping /nowhere/m.yaml cannot be read: there is no such file; check --mapping",
    );
  });
});

describe("a table that does not fit its mapping", () => {
  it("is an error that names the column, the place that asks for it and the nearest column", async () => {
    await expect(mapped(good, "ticket,opened,Channel\n")).rejects.toThrow(
      /table\.csv does not fit the mapping:\n.*mapping\.yaml:7:44 column "channel" is not there; did you mean "Channel"\?\n.*"ticket", "opened", "Channel"/,
    );
  });

  it("of one column asks for the delimiter", async () => {
    await expect(mapped(good, "ticket;opened;channel\n")).rejects.toThrow("set table.delimiter");
  });

  it("that has a column twice is an error only where the column is asked for", async () => {
    await expect(mapped(good, "ticket,opened,channel,channel\n")).rejects.toThrow(
      "stands 2 times in the header",
    );
    expect((await mapped(good, "ticket,x,opened,channel,x\nT,,2016-01-01,phone,\n")).events).toHaveLength(1);
  });
});
