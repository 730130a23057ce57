import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import { silentLogger } from "../../src/logger.ts";
import { writeActionState } from "../../src/messages/action-state.ts";
import { type SlackApp, type SlackRemoval, slackApp } from "../../src/surfaces/slack/slack-app.ts";
import { type ScriptedAnswers, scriptedAnswers } from "../support/scripted-answers.ts";
import { openSlackSocket, type SlackSocket } from "../support/slack-socket.ts";
import { stubDrawer } from "../support/stub-drawer.ts";

let socket: SlackSocket;
let app: SlackApp | undefined;
const removals: SlackRemoval[] = [];
let answers: ScriptedAnswers;

beforeEach(async () => {
  socket = await openSlackSocket();
  removals.length = 0;
  answers = scriptedAnswers();
});
afterEach(async () => {
  await app?.stop();
  app = undefined;
  await socket.close();
});

async function connect(
  appToken = socket.appToken,
  onError: (reason: string) => void = () => undefined,
): Promise<SlackApp> {
  app = slackApp({
    botToken: "xoxb-1",
    appToken,
    // Socket Mode goes first when both are set.
    signingSecret: "secret",
    apiUrl: socket.apiUrl,
    logger: {
      ...silentLogger,
      error: (fields) => onError("reason" in fields ? String(fields.reason) : ""),
    },
    onRemoved: async (removal) => void removals.push(removal),
    answering: { answers, drawer: stubDrawer() },
  });
  await app.start();
  return app;
}

const uninstalled = { type: "event_callback", team_id: "T1", event: { type: "app_uninstalled" } };

describe("Socket Mode", () => {
  it("needs no address of ours, takes events and acknowledges them", async () => {
    const { requestListener } = await connect();

    const answer = await socket.send("events_api", uninstalled);

    expect(requestListener).toBeUndefined();
    expect(answer).toMatchObject({ envelope_id: "envelope-0" });
    await expect.poll(() => removals).toEqual([{ event: "app_uninstalled", workspace: "T1" }]);
  });

  it("has a button's command answered", async () => {
    await connect();

    await socket.send("interactive", {
      type: "block_actions",
      team: { id: "T1", domain: "desk" },
      user: { id: "U1" },
      channel: { id: "C1" },
      container: { type: "message", is_ephemeral: false },
      trigger_id: "1.2.3",
      response_url: "http://127.0.0.1:9/x",
      actions: [{ type: "button", action_id: "command:0", value: writeActionState("kpis"), action_ts: "1" }],
    });

    await expect.poll(() => answers.asked.map(({ line }) => line)).toEqual(["kpis"]);
  });

  it("has a slash command answered", async () => {
    await connect();

    const acknowledged = await socket.send("slash_commands", {
      command: "/kpi",
      text: "csat",
      team_id: "T1",
      user_id: "U1",
      channel_id: "C1",
      channel_name: "support",
      trigger_id: "1.2.4",
      response_url: "http://127.0.0.1:9/x",
    });

    expect(acknowledged).toMatchObject({ envelope_id: "envelope-0" });
    await expect.poll(() => answers.asked.map(({ line }) => line)).toEqual(["kpi csat"]);
  });

  it("connects again when Slack renews the connection", async () => {
    await connect();

    await socket.refresh();

    expect(socket.connections).toBe(2);
    await socket.send("events_api", uninstalled);
    await expect.poll(() => removals).toHaveLength(1);
  });

  it("names the variable and the remedy for a token that Slack does not take", async () => {
    const error = await connect("xapp-wrong").catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(OperationError);
    expect(String(error)).toMatch(/SLACK_APP_TOKEN.*invalid_auth.*connections:write/);
  });

  it("outlives a token that is revoked while it runs, and says so", async () => {
    const errors: string[] = [];
    await connect(socket.appToken, (reason) => errors.push(reason));
    socket.revoke();

    void socket.refresh();

    await expect.poll(() => errors, { timeout: 10_000 }).toEqual([expect.stringContaining("invalid_auth")]);
  });

  it("stops in the middle of a reconnection", async () => {
    const running = await connect();

    await socket.refresh();
    await running.stop();
    app = undefined;

    expect(socket.connections).toBe(2);
  });

  it("stops", async () => {
    const running = await connect();

    await running.stop();
    app = undefined;

    expect(socket.connections).toBe(1);
  });
});
