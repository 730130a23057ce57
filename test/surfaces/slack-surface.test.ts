import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/logger.ts";
import { type SlackSurfaceConfig, slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import { type DeliveryContext, DeliveryError } from "../../src/surfaces/surface.ts";
import { sampleChart, sampleReport } from "../support/sample-report.ts";
import { openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { wordsOf } from "../support/slack-words.ts";
import { stubDrawer } from "../support/stub-drawer.ts";

let desk: SlackDesk;
let names = 0;

beforeAll(async () => {
  desk = await openSlackDesk();
});
afterAll(() => desk.close());
afterEach(() => {
  const complaints = [...desk.proxy.complaints];
  desk.proxy.clear();
  expect(complaints).toEqual([]);
});

function surface(more: Partial<SlackSurfaceConfig> = {}) {
  return slackSurface({
    botToken: desk.token,
    apiUrl: desk.apiUrl,
    drawer: stubDrawer(),
    logger: silentLogger,
    timeoutMs: 300,
    sleep: async () => undefined,
    ...more,
  });
}

function delivery(more: Partial<DeliveryContext> = {}): DeliveryContext {
  return { deliveryId: "delivery-1", firstAttemptAt: new Date(), mayRepeat: false, ...more };
}

const newChannel = () => desk.newChannel(`channel-${names++}`);
const methods = () => desk.proxy.calls.map(({ method }) => method);

describe("a digest in Slack", () => {
  it("is a message with blocks, its chart as an uploaded picture, and the delivery's id", async () => {
    const channel = await newChannel();

    const posted = await surface().post(channel, sampleReport, delivery());

    const [message, ...others] = await desk.messages(channel);
    expect(others).toEqual([]);
    expect(posted).toEqual({ target: channel, messageId: message?.ts });
    expect(message?.text).toBe(sampleReport.summary);
    expect(message?.metadata).toEqual({
      event_type: "deskpulse_delivery",
      event_payload: { delivery_id: "delivery-1" },
    });
    const image = message?.blocks?.find(({ type }) => type === "image");
    const id = image?.slack_file?.id ?? "";
    expect(await desk.fileBytes(id)).toEqual(await stubDrawer().draw(sampleChart));
    expect((await desk.files()).find((file) => file.id === id)).toMatchObject({
      name: "good-morning-billing-first-response-time-by-day.png",
      mimetype: "image/png",
    });
  });

  it("is not shown before Slack knows the type of the picture", async () => {
    desk.proxy.filesReadyAfter(5);

    await surface().post(await newChannel(), sampleReport, delivery());

    expect(methods().filter((method) => method === "files.info")).toHaveLength(5);
    expect(methods().filter((method) => method === "chat.postMessage")).toHaveLength(1);
  });

  it("is tried again with its picture when Slack says the file is not ready", async () => {
    const channel = await newChannel();
    // Slower than the ten seconds of asking, faster than the retries of the post.
    desk.proxy.filesReadyAfter(21);
    let waits = 0;
    const sleep = async () => {
      waits++;
      if (waits === 21) desk.proxy.filesReadyAfter(1);
    };

    await surface({ sleep }).post(channel, sampleReport, delivery());

    const messages = await desk.messages(channel);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.blocks?.some(({ type }) => type === "image")).toBe(true);
  });

  it("goes without a picture that Slack keeps refusing, and the picture follows in the thread", async () => {
    const channel = await newChannel();
    desk.proxy.filesReadyAfter(1_000);

    const posted = await surface().post(channel, sampleReport, delivery());

    const [message] = await desk.messages(channel);
    expect(message?.ts).toBe(posted.messageId);
    expect(message && wordsOf(message)).toContain("The chart is missing here: it follows in the thread.");
    const shared = desk.proxy.calls.filter(({ parameters }) => parameters["thread_ts"] === posted.messageId);
    expect(shared.map(({ method }) => method)).toEqual(["files.completeUploadExternal"]);
  });

  it("goes without a picture that cannot be drawn, and says what it would show", async () => {
    const channel = await newChannel();
    const drawer = { ...stubDrawer(), draw: () => Promise.reject(new Error("out of paint")) };

    await surface({ drawer }).post(channel, sampleReport, delivery());

    const [message] = await desk.messages(channel);
    expect(message && wordsOf(message)).toContain(
      "The chart is missing here: it could not be drawn. First response time by day: highest on Thu 14",
    );
  });

  it("goes without a picture that cannot be uploaded after three tries", async () => {
    const channel = await newChannel();
    desk.proxy.fail("upload", slackFaults.unavailable, slackFaults.drop, slackFaults.unavailable);

    await surface().post(channel, sampleReport, delivery());

    const [message] = await desk.messages(channel);
    expect(message && wordsOf(message)).toContain("Slack did not take the picture");
  });

  it("keeps its picture when the upload works the second time", async () => {
    const channel = await newChannel();
    desk.proxy.fail("files.completeUploadExternal", slackFaults.unavailable);

    await surface().post(channel, sampleReport, delivery());

    expect((await desk.messages(channel))[0]?.blocks?.some(({ type }) => type === "image")).toBe(true);
  });

  it("offers buttons that run commands only where somebody answers them", async () => {
    const quiet = await newChannel();
    const answering = await newChannel();

    await surface().post(quiet, sampleReport, delivery());
    await surface({ hasCommands: true }).post(answering, sampleReport, delivery());

    const buttons = async (channel: string) =>
      (await desk.messages(channel))[0]?.blocks?.find(({ type }) => type === "actions")?.["elements"];
    expect(await buttons(quiet)).toMatchObject([{ url: "https://desk.example.com/digests/morning" }]);
    expect(await buttons(answering)).toMatchObject([
      { action_id: "command:0", value: '{"v":1,"c":"kpi first-response-time by channel last week"}' },
      { action_id: "open:1" },
    ]);
  });
});

describe("a post to Slack that fails", () => {
  const failure = async (more: Partial<SlackSurfaceConfig> = {}) => {
    const channel = await newChannel();
    const error = await surface(more)
      .post(channel, sampleReport, delivery())
      .then(
        () => new Error("was posted"),
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(DeliveryError);
    return { error: error as DeliveryError, messages: await desk.messages(channel) };
  };

  it.each([
    ["429 with a header", slackFaults.rateLimited(7), 7_000],
    ["429 without one", slackFaults.rateLimitedWithoutHeader, 30_000],
    ["200 ratelimited", slackFaults.rateLimitedInTheBody, 30_000],
  ])("is retried after the time asked for: %s", async (_name, fault, retryAfterMs) => {
    desk.proxy.fail("chat.postMessage", fault);

    const { error, messages } = await failure();

    expect(error).toMatchObject({ failure: "retry", retryAfterMs });
    expect(messages).toEqual([]);
    expect(methods().filter((method) => method === "chat.postMessage")).toHaveLength(1);
  });

  it.each([
    ["no answer", slackFaults.hangAfterwards, 1],
    ["a cut connection", slackFaults.dropAfterwards, 1],
    ["a 503 after it was taken", slackFaults.unavailableAfterwards, 1],
    ["a 503 before", slackFaults.unavailable, 0],
    ["no answer, nothing taken", slackFaults.hang, 0],
    ["an internal error", slackFaults.error("internal_error"), 0],
    ["the page of a proxy", { answer: { status: 200, body: "<html>busy</html>" } }, 1],
  ])("is unclear when the answer is lost: %s", async (_name, fault, there) => {
    desk.proxy.fail("chat.postMessage", fault);

    const { error, messages } = await failure();

    expect(error.failure).toBe("unclear");
    expect(error.message).toContain("may have been posted");
    expect(messages).toHaveLength(there);
  });

  it("is retried when no connection is made, and was not posted", async () => {
    const gone = await openSlackDesk();
    await gone.close();

    const { error } = await failure({ apiUrl: gone.apiUrl });

    expect(error.failure).toBe("retry");
    expect(error.message).toContain("ECONNREFUSED");
  });

  it("is retried when Slack limits uploads, for nothing is posted yet", async () => {
    desk.proxy.fail("files.getUploadURLExternal", slackFaults.rateLimited(3));

    const { error, messages } = await failure();

    expect(error).toMatchObject({ failure: "retry", retryAfterMs: 3_000 });
    expect(messages).toEqual([]);
  });

  it.each([
    ["channel_not_found", "target-gone", "/invite @deskpulse"],
    ["is_archived", "target-gone", "unarchive"],
    ["not_in_channel", "refused", "/invite @deskpulse"],
    ["invalid_auth", "refused", "SLACK_BOT_TOKEN"],
    ["token_revoked", "refused", "Reinstall the app"],
    ["account_inactive", "refused", "Reinstall the app"],
    ["restricted_action", "refused", "workspace owner"],
    ["something_new", "refused", "something_new"],
  ])("names the remedy: %s", async (code, kind, remedy) => {
    desk.proxy.fail("chat.postMessage", slackFaults.error(code));

    const { error } = await failure();

    expect(error.failure).toBe(kind);
    expect(error.message).toContain(code);
    expect(error.message).toContain(remedy);
  });

  it("names the scope that is missing", async () => {
    desk.proxy.fail("chat.postMessage", slackFaults.error("missing_scope", { needed: "chat:write" }));

    const { error } = await failure();

    expect(error.message).toContain("needs chat:write");
  });

  it("names the place of what Slack does not take", async () => {
    const messages = ["[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"];
    const invalid = slackFaults.error("invalid_blocks", { response_metadata: { messages } });
    desk.proxy.fail("chat.postMessage", invalid);

    const { error } = await failure();

    expect(error.failure).toBe("refused");
    expect(error.message).toContain("/blocks/0/text/text");
  });
});

describe("after an unclear post", () => {
  it("finds the message that was posted, so that nothing is doubled", async () => {
    const channel = await newChannel();
    const context = delivery({ deliveryId: "unclear-1" });
    desk.proxy.fail("chat.postMessage", slackFaults.hangAfterwards);
    await expect(surface().post(channel, sampleReport, context)).rejects.toMatchObject({
      failure: "unclear",
    });

    const found = await surface().find?.(channel, context);

    const [message] = await desk.messages(channel);
    expect(found).toEqual({ target: channel, messageId: message?.ts });
  });

  it("finds nothing when nothing was posted", async () => {
    const channel = await newChannel();
    desk.proxy.fail("chat.postMessage", slackFaults.hang);
    await expect(surface().post(channel, sampleReport, delivery())).rejects.toThrow();

    expect(await surface().find?.(channel, delivery())).toBeUndefined();
  });

  it("looks through all pages of a busy channel, and takes no other delivery for it", async () => {
    const channel = await newChannel();
    await surface().post(channel, sampleReport, delivery({ deliveryId: "mine" }));
    await surface().post(channel, sampleReport, delivery({ deliveryId: "other" }));
    await Promise.all(Array.from({ length: 210 }, (_, index) => desk.chatter(channel, `busy ${index}`)));
    desk.proxy.clear();

    const found = await surface().find?.(channel, delivery({ deliveryId: "mine" }));

    expect(found).toMatchObject({ messageId: (await desk.messages(channel))[0]?.ts });
    expect(methods()).toEqual(Array.from({ length: 2 }, () => "conversations.history"));
  });

  it("does not look further back than the first attempt", async () => {
    const channel = await newChannel();
    await surface().post(channel, sampleReport, delivery());
    const later = new Date(Date.now() + 3_600_000);

    expect(await surface().find?.(channel, delivery({ firstAttemptAt: later }))).toBeUndefined();
  });

  it("counts a deleted message as not there", async () => {
    const channel = await newChannel();
    const { messageId } = await surface().post(channel, sampleReport, delivery());
    await desk.deleteMessage(channel, messageId);

    expect(await surface().find?.(channel, delivery())).toBeUndefined();
  });

  it.each(["missing_scope", "not_in_channel"])("cannot ask: %s", async (code) => {
    desk.proxy.fail("conversations.history", slackFaults.error(code));

    expect(await surface().find?.(desk.channelId, delivery())).toBe("cannot-ask");
  });

  it("cannot ask about a thread that Slack does not let it read", async () => {
    const replyTo = await surface().post(desk.channelId, sampleReport, delivery());
    desk.proxy.fail("conversations.replies", slackFaults.error("not_allowed_for_bots"));

    expect(await surface().find?.(desk.channelId, delivery({ replyTo }))).toBe("cannot-ask");
  });

  it("cannot ask about the direct chat of somebody who is not there", async () => {
    expect(await surface().find?.("U0123456789", delivery())).toBe("cannot-ask");
  });

  it.each([
    ["a rate limit", slackFaults.rateLimited(60), { failure: "retry", retryAfterMs: 60_000 }],
    ["a 503", slackFaults.unavailable, { failure: "retry" }],
    ["no answer", slackFaults.hang, { failure: "retry" }],
  ])("says that Slack did not answer: %s", async (_name, fault, expected) => {
    desk.proxy.fail("conversations.history", fault);

    await expect(surface().find?.(desk.channelId, delivery())).rejects.toMatchObject(expected);
  });
});
