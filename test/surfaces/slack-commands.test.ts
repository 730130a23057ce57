import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSlackOffice, type Said, type SlackOffice } from "../support/slack-office.ts";
import { eventOf, slashCommand } from "../support/slack-requests.ts";
import { wordsOf } from "../support/slack-words.ts";

let office: SlackOffice;
let channel: string;
beforeAll(async () => {
  office = await openSlackOffice();
  channel = office.slack.channelId;
  await office.desk.talked([
    { agent: "ada", at: "2026-03-18T09:00:00Z", wait: 4 },
    { agent: "ada", at: "2026-03-18T10:00:00Z", wait: 6 },
    { agent: "bob", at: "2026-03-18T10:30:00Z", wait: 30 },
  ]);
});
beforeEach(() => office.slack.proxy.clear());
afterAll(() => office[Symbol.asyncDispose]());

/** Types a command in a public channel, and waits for the answer. */
async function typed(name: string, command: string, text = ""): Promise<Said> {
  const who = await office.somebody(name, channel);
  const response = await office.send(slashCommand(command, text, who));
  expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: "" });
  const [said] = await office.said(who);
  if (!said) throw new Error("nothing was said");
  return said;
}

// For machines that are busy with other tests.
const patiently = { timeout: 10_000 };

const words = (said: Said | undefined) => wordsOf(said ?? { text: "" });

describe("a slash command", () => {
  it("is answered with the asker's own numbers, to the asker alone", async () => {
    const said = await typed("ada", "/mystats");

    expect(said).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(words(said)).toContain("Your numbers, Ada Lovelace");
    expect(words(said)).toContain("Messages sent\n2");
    expect(await office.slack.messages(channel)).toEqual([]);
  });

  it.each([
    ["/deskpulse", "kpi csat last week", "CSAT"],
    ["/deskpulse", "", "Ask me for your desk's numbers"],
    ["/deskpulse-help", "kpi", "kpi"],
    ["/help", "", "Ask me for your desk's numbers"],
    ["/kpi", "conversations-opened today", "Conversations opened"],
  ])("is found by any of its names: %s %s", async (command, text, heading) => {
    expect(words(await typed("kim", command, text)).split("\n")[0]).toBe(heading);
  });

  it("shows pictures by a signed address of ours", async () => {
    const { blocks } = await typed("ada", "/mystats", "this week");

    const image = blocks.find(({ type }) => type === "image");

    expect(image?.["image_url"]).toMatch(/^https:\/\/desk\.example\.com\/chart\?.*&sig=[0-9a-f]{64}/);
    expect(image?.["alt_text"]).not.toBe("");
  });

  it("that is not understood is answered with what may have been meant", async () => {
    const said = await typed("ada", "/deskpulse", "mystat");

    expect(words(said)).toContain('"mystat" is none of my commands');
    expect(JSON.stringify(said.blocks)).toContain('{\\"v\\":1,\\"c\\":\\"mystats\\"}');
  });

  it("asked by somebody nobody knows is answered with whom to ask", async () => {
    expect(words(await typed("zoe", "/mystats"))).toContain(
      "Nobody whom deskpulse knows has your e-mail address, zoe@example.com.",
    );
  });

  it("tells nobody else's numbers", async () => {
    const said = await typed("bob", "/kpi", "response-time today agent:ada");

    expect(words(said)).toContain("You may not see that");
    expect(JSON.stringify(said.blocks)).not.toContain("5m");
  });

  it("pings nobody, whatever is in the words", async () => {
    const said = await typed("ada", "/deskpulse", "<!channel> <@U123> *bold*");

    expect(JSON.stringify(said)).not.toMatch(/<!|<@/);
    expect(words(said)).toContain("<!channel>");
  });

  it("opens a modal for what is asked over the message, before it is worked out", async () => {
    const ada = await office.somebody("ada", channel);

    await office.send(slashCommand("/why", "response-time today agent:me", ada));
    const [opened] = await office.views("views.open");
    const [shown] = await office.views("views.update");

    expect(wordsOf({ text: "", blocks: opened?.blocks ?? [] })).toContain("Working on it…");
    expect(wordsOf({ text: "", blocks: shown?.blocks ?? [] })).toContain("Counted at");
  });

  it("is answered beside, where its modal does not open in time", async () => {
    office.slack.proxy.fail("views.open", {
      forward: false,
      answer: { status: 200, body: { ok: false, error: "expired_trigger_id" } },
    });

    expect(words(await typed("ada", "/why", "response-time today agent:me"))).toContain("Counted at");
  });

  it("sends a file to the asker's direct chat alone", async () => {
    const said = await typed("ada", "/export", "mystats this week csv");

    const { id } = (await office.slack.files()).find(({ name }) => name.endsWith(".csv")) ?? { id: "" };
    const [uploaded] = office.calls("files.completeUploadExternal");
    const csv = Buffer.from(await office.slack.fileBytes(id)).toString("utf8");

    expect(words(said)).toMatch(/\.csv is in your direct chat with me: nobody else gets it\./);
    expect(uploaded?.parameters["channel_id"]).not.toBe(channel);
    expect(office.calls("conversations.open")).toHaveLength(1);
    expect(csv).toContain("messages_sent");
  });

  it("says that a file could not be sent", async () => {
    office.slack.proxy.fail("files.completeUploadExternal", {
      forward: false,
      answer: { status: 200, body: { ok: false, error: "internal_error" } },
    });

    expect(words(await typed("ada", "/export", "mystats this week csv"))).toContain(
      "could not be sent to you",
    );
  });
});

describe("a request that Slack sends again", () => {
  it("is answered once", async () => {
    const ada = await office.somebody("ada", channel);
    const body = slashCommand("/mystats", "", ada);
    const retry = { headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" } };

    const responses = await Promise.all([
      office.send(body),
      office.send(body, retry),
      office.send(body, retry),
    ]);
    // Answered after them, since one process works in order of arrival.
    await typed("ada", "/kpis");

    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await office.said(ada)).toHaveLength(1);
  });

  it("opens one modal", async () => {
    const body = slashCommand("/why", "response-time today agent:me", await office.somebody("ada", channel));

    await Promise.all([office.send(body), office.send(body)]);
    await office.views("views.open", 2);
    await office.views("views.update");
    await typed("ada", "/kpis");

    expect(await office.views("views.update")).toHaveLength(1);
  });
});

describe("a request that is not Slack's", () => {
  it.each([
    ["signed with another secret", { secret: "another secret" }],
    ["older than five minutes", { age: 301 }],
    ["without a signature", { headers: { "x-slack-signature": "" } }],
  ])("is refused, and nothing is computed or sent: %s", async (_, options) => {
    const ada = await office.somebody("ada", channel);
    const before = office.saidAnywhere().length;
    const links = () => office.desk.room.db.selectFrom("chat_requests").selectAll().execute();
    const requests = await links();

    const bodies = [
      slashCommand("/mystats", "", ada),
      eventOf({ type: "app_home_opened", user: ada.user, tab: "home" }),
      eventOf({ type: "app_uninstalled" }),
    ];
    for (const body of bodies) expect((await office.send(body, options)).status).toBe(401);

    expect(await links()).toEqual(requests);
    expect(office.slack.proxy.calls).toEqual([]);
    expect(office.saidAnywhere()).toHaveLength(before);
  });
});

describe("an answer that meets trouble", () => {
  it("is acknowledged before the database has said anything, and arrives when it has", async () => {
    const ada = await office.somebody("ada", channel);
    office.database.freeze();

    const response = await office.send(slashCommand("/mystats", "", ada));
    const [first] = await office.said(ada);
    await office.database.restore();
    const [, second] = await office.said(ada, 2);

    expect(response.status).toBe(200);
    expect(first?.text).toBe("Working on it…");
    expect(second).toMatchObject({ response_type: "ephemeral", replace_original: true });
    expect(words(second)).toContain("Your numbers, Ada Lovelace");
  });

  it("opens its modal before the database has said anything", async () => {
    const ada = await office.somebody("ada", channel);
    office.database.freeze();

    await office.send(slashCommand("/why", "response-time today agent:me", ada));
    await office.views("views.open");
    await office.database.restore();
    const [shown] = await office.views("views.update");

    expect(wordsOf({ text: "", blocks: shown?.blocks ?? [] })).toContain("Counted at");
  });

  it("says that it did not work where the database is away", async () => {
    await office.database.cut();

    const said = await typed("ada", "/mystats");
    await office.database.restore();

    expect(words(said)).toMatch(/That did not work[\s\S]*reference [0-9a-f]{8}/);
  });

  it("goes to the channel, to the asker alone, where Slack does not take it at its address", async () => {
    const ada = await office.somebody("ada", channel);
    await office.slack.invite(channel, ada.user);
    office.refuseAnswers({ status: 500, body: "error" });

    await office.send(slashCommand("/mystats", "", ada));
    await expect.poll(() => office.calls("chat.postEphemeral"), patiently).toHaveLength(1);

    expect(office.calls("chat.postEphemeral")[0]?.parameters).toMatchObject({ channel, user: ada.user });
    expect(office.calls("conversations.open")).toEqual([]);
  });

  it("goes to the direct chat where the bot is not in the channel either", async () => {
    const ada = await office.somebody("ada", "C0ELSEWHERE");
    office.refuseAnswers({ status: 404, body: '{"ok":false,"error":"used_url"}' });

    await office.send(slashCommand("/mystats", "", ada));
    const posts = () =>
      office
        .calls("chat.postMessage")
        .filter(({ parameters }) => parameters["blocks"]?.includes("Your numbers"));
    await expect.poll(posts, patiently).toHaveLength(1);

    expect(office.calls("conversations.open")[0]?.parameters).toMatchObject({ users: ada.user });
    expect(posts()[0]?.parameters["channel"]).not.toBe("C0ELSEWHERE");
  });

  it("goes without its picture where Slack cannot load that", async () => {
    const ada = await office.somebody("ada", channel);
    office.refuseAnswers({ status: 400, body: '{"ok":false,"error":"invalid_blocks"}' });

    await office.send(slashCommand("/mystats", "this week", ada));
    const [said] = await office.said(ada);

    expect(said?.blocks.filter(({ type }) => type === "image")).toEqual([]);
    expect(words(said)).toContain("Your numbers, Ada Lovelace");
  });
});
