import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSlackOffice, type SlackOffice } from "../support/slack-office.ts";
import { slashCommand } from "../support/slack-requests.ts";
import { wordsOf } from "../support/slack-words.ts";

let office: SlackOffice;
beforeAll(async () => {
  office = await openSlackOffice();
  await office.desk.talked([
    { agent: "ada", at: "2026-03-18T09:00:00Z", wait: 4 },
    { agent: "ada", at: "2026-03-18T10:00:00Z", wait: 6 },
    { agent: "bob", at: "2026-03-18T10:30:00Z", wait: 30 },
  ]);
});
afterAll(() => office[Symbol.asyncDispose]());

describe("a slash command", () => {
  it("is answered with the asker's own numbers, to the asker alone", async () => {
    const ada = await office.somebody("ada", office.slack.channelId);

    const response = await office.send(slashCommand("/mystats", "", ada));
    const [said] = await office.said(ada);

    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    expect(said).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(wordsOf(said ?? { text: "" })).toContain("Your numbers, Ada Lovelace");
  });
});
