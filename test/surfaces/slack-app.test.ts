import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { ChatAnswers } from "../../src/answering/chat-answers.ts";
import { silentLogger } from "../../src/logger.ts";
import { writeActionState } from "../../src/messages/action-state.ts";
import { type SlackAppConfig, type SlackRemoval, slackApp } from "../../src/surfaces/slack/slack-app.ts";
import { scriptedAnswers } from "../support/scripted-answers.ts";
import { stubDrawer } from "../support/stub-drawer.ts";

const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function open(more: Partial<SlackAppConfig> = {}) {
  const removals: SlackRemoval[] = [];
  const app = slackApp({
    botToken: "xoxb-1",
    signingSecret,
    // Nothing may be asked of Slack while an event is worked off.
    apiUrl: "http://127.0.0.1:9/api/",
    logger: silentLogger,
    onRemoved: async (removal) => void removals.push(removal),
    ...more,
  });
  const server = createServer(app.requestListener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, removals, app };
}

/** As Slack signs: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function send(url: string, body: string, type = "application/json", secret = signingSecret) {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return fetch(`${url}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
    body,
  });
}

// Shapes as https://docs.slack.dev/apis/events-api and /reference/interaction-payloads/block_actions-payload give them.
function event(inner: object): string {
  return JSON.stringify({
    token: "t",
    team_id: "T1",
    api_app_id: "A1",
    type: "event_callback",
    event_id: "Ev1",
    event_time: 1_795_299_166,
    event: inner,
  });
}

function press(action: object): string {
  const payload = {
    type: "block_actions",
    team: { id: "T1", domain: "desk" },
    user: { id: "U1", username: "kim", team_id: "T1" },
    api_app_id: "A1",
    token: "t",
    container: { type: "message", message_ts: "1.2", channel_id: "C1", is_ephemeral: false },
    trigger_id: "1.2.3",
    channel: { id: "C1", name: "support" },
    response_url: "http://127.0.0.1:9/actions/T1/1/x",
    actions: [{ type: "button", block_id: "b", action_ts: "1.3", ...action }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
const form = "application/x-www-form-urlencoded";

describe("what Slack sends us", () => {
  it("answers the check of the address", async () => {
    const { url } = await open();

    const answer = await send(url, JSON.stringify({ type: "url_verification", challenge: "abc" }));

    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("abc");
  });

  it("is refused without Slack's signature", async () => {
    const { url, removals } = await open();

    const answer = await send(url, event({ type: "app_uninstalled" }), "application/json", "another secret");

    expect(answer.status).toBe(401);
    expect(removals).toEqual([]);
  });

  it("is refused elsewhere, and by other methods", async () => {
    const { url } = await open();

    expect((await fetch(`${url}/slack/other`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`${url}/slack/events`)).status).toBe(405);
  });

  it.each([
    ["app_uninstalled", { type: "app_uninstalled" }],
    ["tokens_revoked", { type: "tokens_revoked", tokens: { bot: ["U9"] } }],
  ])("tells of the app's removal: %s", async (name, inner) => {
    const { url, removals } = await open();

    expect((await send(url, event(inner))).status).toBe(200);

    expect(removals).toEqual([{ event: name, workspace: "T1" }]);
  });

  it("takes the revoked token of a single user for no removal", async () => {
    const { url, removals } = await open();

    await send(url, event({ type: "tokens_revoked", tokens: { oauth: ["U2"] } }));

    expect(removals).toEqual([]);
  });

  it("acknowledges an event that nobody needs, so that Slack does not send it again", async () => {
    const { url } = await open();

    const answer = await send(url, event({ type: "team_rename", name: "New name" }));

    expect(answer.status).toBe(200);
  });

  it("has a button's command answered, and acknowledges it", async () => {
    const answers = scriptedAnswers();
    const { url } = await open({ answering: { answers, drawer: stubDrawer() } });

    const value = writeActionState("kpi csat by channel");
    const answer = await send(url, press({ action_id: "command:2", value }), form);

    expect(answer.status).toBe(200);
    await expect
      .poll(() => answers.asked)
      .toEqual([
        {
          line: "kpi csat by channel",
          asker: {
            user: { platform: "slack", tenant: "T1", id: "U1" },
            place: { platform: "slack", channel: "C1", kind: "channel" },
          },
        },
      ]);
  });

  it("is answered before the app is stopped", async () => {
    const asked = Promise.withResolvers<void>();
    const ready = Promise.withResolvers<void>();
    const scripted = scriptedAnswers();
    const said: string[] = [];
    const answers: ChatAnswers = {
      ...scripted,
      async answer(line, asker) {
        asked.resolve();
        await ready.promise;
        said.push(line);
        return await scripted.answer(line, asker);
      },
    };
    const { url, app } = await open({ answering: { answers, drawer: stubDrawer() } });
    await send(url, press({ action_id: "command:2", value: writeActionState("mystats") }), form);
    await asked.promise;

    const stopping = app.stop().then(() => said.push("stopped"));
    ready.resolve();
    await stopping;

    expect(said).toEqual(["mystats", "stopped"]);
  });

  it("acknowledges a button that only opens an address", async () => {
    const { url } = await open();

    const answer = await send(url, press({ action_id: "open:0", url: "https://desk.example.com" }), form);

    expect(answer.status).toBe(200);
  });
});

describe("without a signing secret or an app token", () => {
  it("nothing comes in, and starting and stopping do nothing", async () => {
    const app = slackApp({
      botToken: "xoxb-1",
      logger: silentLogger,
      onRemoved: async () => undefined,
    });

    await app.start();
    await app.stop();

    expect(app.requestListener).toBeUndefined();
  });
});
