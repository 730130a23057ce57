import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors.ts";
import { fileSteps } from "../../src/ingest/file-steps.ts";
import { formatOf, type ImportOptions, planImports } from "../../src/ingest/import-plan.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { fixture, now } from "./told.ts";

async function imported(name: string, content: string | Buffer, options: ImportOptions) {
  await using folder = await temporaryFolder();
  const file = join(folder.path, name);
  await writeFile(file, content);
  const [plan] = await planImports([file], options);
  if (!plan) throw new Error("no plan");
  const events: string[] = [];
  let refusals = 0;
  for await (const step of fileSteps(plan, now)) {
    events.push(...step.events.map(({ source, id }) => `${source} ${id}`));
    refusals += step.refusals.length;
  }
  return { format: formatOf(plan), events, refusals };
}

describe("importing a vendor's export", () => {
  const ticket = [
    "freshdesk contact/1001/created",
    "freshdesk ticket/2001/opened",
    "freshdesk ticket/2001/description",
    "freshdesk ticket/2001/conversation/3003",
    "freshdesk ticket/2001/conversation/3001",
    "freshdesk ticket/2001/conversation/3002",
    "freshdesk ticket/2001/resolved/2024-01-04T12:30:00Z",
  ];

  it("reads a JSON document by the source's name, packed or not", async () => {
    const text = await fixture("freshdesk/ticket_with_conversations.json");
    const expected = { format: "export", events: ticket, refusals: 0 };

    expect(await imported("tickets.json", text, { source: "freshdesk" })).toEqual(expected);
    expect(await imported("tickets.json.gz", gzipSync(text), { source: "freshdesk" })).toEqual(expected);
    expect(await imported("tickets", `[${text}]`, { source: "freshdesk", format: "export" })).toEqual(
      expected,
    );
  });

  it("reads documents one a line", async () => {
    const line = JSON.stringify(JSON.parse(await fixture("freshdesk/ticket_with_conversations.json")));
    const other = line.replaceAll("2001", "2002");

    const { events } = await imported("tickets.ndjson", `${line}\n${other}\n`, {
      source: "freshdesk",
      format: "export",
    });

    expect(events).toHaveLength(14);
    expect(new Set(events).size).toBe(13);
  });

  it("keeps reading events where the file holds events", async () => {
    const event = JSON.stringify({
      id: "e1",
      type: "conversation.resolved",
      time: "2026-03-02T09:00:00Z",
      data: { conversation: "1" },
    });

    expect(await imported("events.json", event, { source: "zendesk" })).toEqual({
      format: "ndjson",
      events: ["zendesk e1"],
      refusals: 0,
    });
  });

  it("names the sources that exports are known of", async () => {
    await expect(imported("x.json", "{}", { source: "calendly", format: "export" })).rejects.toThrow(
      new UsageError("--format export needs --source with one of zendesk, intercom, chatwoot, freshdesk"),
    );
  });

  it("says where a file is not JSON", async () => {
    await expect(imported("x.json", '{"id":1}\nnonsense', { source: "zendesk" })).rejects.toThrow(
      /x\.json:2 is not JSON/,
    );
  });
});
