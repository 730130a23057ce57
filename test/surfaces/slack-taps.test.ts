import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { silentLogger } from "../../src/logger.ts";
import { writeActionState } from "../../src/messages/action-state.ts";
import { tellByEmail } from "../../src/surfaces/slack/tell-by-email.ts";
import { type Block, openSlackOffice, type SlackOffice, tapOn, type View } from "../support/slack-office.ts";
import {
  blockActions,
  eventOf,
  type Surface,
  slashCommand,
  viewSubmission,
} from "../support/slack-requests.ts";
import { wordsOf } from "../support/slack-words.ts";

/** What comes by fax is told of elsewhere, and so are low ratings. */
const alerting = DeskConfig.parse({
  sla: [
    {
      name: "fax",
      match: { channel: "fax" },
      targets: { firstResponse: "1h" },
      notify: { breach: [{ slack: "C2" }] },
    },
  ],
  alerts: [{ id: "low-csat", kpi: "csat", below: 1, notify: [{ slack: "C3" }] }],
});

let office: SlackOffice;
let channel: string;
beforeAll(async () => {
  office = await openSlackOffice({ change: () => ({ sla: alerting.sla, alerts: alerting.alerts }) });
  channel = office.slack.channelId;
  await office.desk.talked([
    { agent: "ada", at: "2026-03-18T09:00:00Z", wait: 4 },
    { agent: "ada", at: "2026-03-17T10:00:00Z", wait: 6 },
    { agent: "bob", at: "2026-03-18T10:30:00Z", wait: 30 },
  ]);
});
beforeEach(() => office.slack.proxy.clear());
afterAll(() => office[Symbol.asyncDispose]());

// For machines that are busy with other tests.
const patiently = { timeout: 10_000 };

const words = (blocks: readonly Block[] | undefined) => wordsOf({ text: "", blocks: blocks ?? [] });
const button = (command: string, id = "command:0") => ({
  type: "button",
  action_id: id,
  value: writeActionState(command),
});

async function asked(name: string, command: string): Promise<readonly Block[]> {
  const who = await office.somebody(name, channel);
  await office.send(slashCommand(`/${command}`, "", who));
  return (await office.said(who))[0]?.blocks ?? [];
}

async function tapped(name: string, action: object, on: Surface) {
  const who = await office.somebody(name, channel);
  const response = await office.send(blockActions(action, on, who));
  expect(response.status).toBe(200);
  return who;
}

describe("a tap on an answer of one's own", () => {
  it("puts the next answer in its place", async () => {
    const blocks = await asked("ada", "mystats");

    const ada = await tapped("ada", tapOn(blocks, "This week"), { kind: "ephemeral" });
    const [said] = await office.said(ada);

    expect(said).toMatchObject({ response_type: "ephemeral", replace_original: true });
    expect(words(said?.blocks)).toContain("Messages sent\n2");
  });

  it("takes a choice from a list as well", async () => {
    const blocks = await asked("ada", "mystats");

    const ada = await tapped("ada", tapOn(blocks, "By channel"), { kind: "ephemeral" });
    const [said] = await office.said(ada);

    expect(words(said?.blocks)).toContain("Your numbers by channel, Ada Lovelace");
  });

  it("opens why a number is what it is over it", async () => {
    const blocks = await asked("ada", "mystats");

    await tapped("ada", tapOn(blocks, "Average response time"), { kind: "ephemeral" });
    const [shown] = await office.views("views.update");

    expect(words(shown?.blocks)).toContain("Wednesday, March 18, 2026");
    expect(words(shown?.blocks)).toContain("Counted at");
    expect(JSON.stringify(shown?.blocks)).toContain(
      "<https://desk.example.com/conversations/t0|conversation t0>",
    );
  });
});

describe("a tap on a message that all can see", () => {
  it("is answered to who tapped alone, and leaves the message", async () => {
    const bob = await tapped("bob", button("mystats"), { kind: "message" });
    const [said] = await office.said(bob);

    expect(said).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(words(said?.blocks)).toContain("Your numbers, Bob Ross");
    expect(office.calls("chat.update")).toEqual([]);
  });

  it("shows nobody what they may not see, whatever was made of the button", async () => {
    const forged = [
      button("kpi response-time today agent:ada"),
      button("why response-time today agent:ada", "modal:0"),
      button("export response-time today agent:ada"),
      { ...button("x"), value: '{"v":1,"c":"mystats agent:ada","role":"admin","user":"U1"}' },
    ];
    for (const action of forged) await tapped("bob", action, { kind: "message" });
    await office.views("views.update");
    await expect
      .poll(() => office.saidAnywhere().filter(({ text }) => /may not|mystats/.test(text)).length, patiently)
      .toBe(3);

    expect(office.calls("files.completeUploadExternal")).toEqual([]);
    expect(JSON.stringify([office.saidAnywhere().slice(-3), await office.views("views.update")])).not.toMatch(
      /\b4m\b|5m/,
    );
  });

  it.each(["kpi csat", '{"v":2,"c":"mystats"}', "", "x".repeat(2_000)])(
    "whose words are of an older version says so: %j",
    async (value) => {
      const ada = await tapped("ada", { ...button("x"), value }, { kind: "message" });
      const [said] = await office.said(ada);

      expect(said?.text).toContain("This button is of an older message.");
    },
  );
});

describe("a tap in a modal", () => {
  it("changes what the modal shows", async () => {
    await tapped("ada", button("why response-time today agent:me", "modal:0"), { kind: "message" });
    await office.views("views.update");
    const viewId = office.calls("views.update")[0]?.parameters["view_id"] ?? "";

    await tapped("ada", button("mystats this week"), { kind: "modal", viewId });
    const [, shown] = await office.views("views.update", 2);

    expect(words(shown?.blocks)).toContain("Your numbers, Ada Lovelace");
    expect(office.calls("views.open")).toHaveLength(1);
  });
});

describe("the form to subscribe a channel", () => {
  const values = (more: Record<string, object> = {}) => ({
    "field:channel": { value: { type: "conversations_select", selected_conversation: channel } },
    "field:title": { value: { type: "plain_text_input", value: "Billing today" } },
    "field:team": { value: { type: "static_select", selected_option: { value: "billing" } } },
    "field:kpis": { value: { type: "multi_static_select", selected_options: [{ value: "csat" }] } },
    "field:rhythm": { value: { type: "static_select", selected_option: { value: "daily" } } },
    "field:time": { value: { type: "timepicker", selected_time: "08:30" } },
    "field:table": { value: { type: "static_select", selected_option: { value: "none" } } },
    ...more,
  });

  async function opened(): Promise<{ id: string; view: View }> {
    const kim = await office.somebody("kim", channel);
    await office.send(slashCommand("/digest", "subscribe", kim));
    const [view] = await office.views("views.update");
    return {
      id: office.calls("views.update")[0]?.parameters["view_id"] ?? "",
      view: view ?? { type: "", blocks: [] },
    };
  }

  const sent = async ({ id, view }: { id: string; view: View }, filled: object) =>
    await office.send(
      viewSubmission({ id, private_metadata: view.private_metadata }, filled, await office.somebody("kim")),
    );

  it("opens with native inputs", async () => {
    const { view } = await opened();

    const inputs = view.blocks.filter(({ type }) => type === "input");

    expect(view).toMatchObject({ callback_id: "form", title: { text: "Subscribe a channel" } });
    expect(inputs.map(({ element }) => (element as { type: string }).type)).toEqual([
      "conversations_select",
      "plain_text_input",
      "static_select",
      "multi_static_select",
      "static_select",
      "timepicker",
      "static_select",
    ]);
  });

  it("stays with what is wrong at its fields", async () => {
    const form = await opened();

    const answer = await sent(form, values({ "field:kpis": { value: { selected_options: [] } } }));

    expect(await answer.json()).toEqual({
      response_action: "errors",
      errors: { "field:kpis": "Choose at least one." },
    });
  });

  it("is taken, shows what came of it, and tells the channel", async () => {
    const form = await opened();

    const answer = await sent(form, values());
    const { response_action, view } = (await answer.json()) as { response_action: string; view: View };

    expect(response_action).toBe("update");
    expect(words(view.blocks)).toContain("“Billing today” is posted");
    const [notice] = await office.slack.messages(channel);
    expect(notice?.text).toContain("Kim Jansen subscribed this channel");
    const kept = await office.desk.room.db.selectFrom("chat_digests").select("digest").execute();
    expect(kept).toMatchObject([{ digest: { title: "Billing today", targets: [{ slack: channel }] } }]);
  });

  it("says so where the bot is not in the channel", async () => {
    const elsewhere = { value: { selected_conversation: "C0ELSEWHERE" } };
    const form = await opened();

    const { view } = (await (await sent(form, values({ "field:channel": elsewhere }))).json()) as {
      view: View;
    };

    expect(words(view.blocks)).toContain("type /invite @deskpulse in it");
  });

  it("is taken once, however often it is sent", async () => {
    const form = await opened();
    const body = viewSubmission(
      { id: form.id, private_metadata: form.view.private_metadata },
      values({ "field:title": { value: { value: "Twice" } } }),
      await office.somebody("kim"),
    );

    await Promise.all([office.send(body), office.send(body)]);

    const kept = await office.desk.room.db.selectFrom("chat_digests").select("digest").execute();
    expect(kept.filter(({ digest }) => JSON.stringify(digest).includes("Twice"))).toHaveLength(1);
  });

  it("is acknowledged while the database is slow, and comes back with what is wrong", async () => {
    const form = await opened();
    office.database.freeze();

    const answer = await sent(form, values({ "field:title": { value: { value: "" } } }));
    expect(await answer.json()).toMatchObject({ response_action: "update" });
    await office.database.restore();
    const shown = (await office.views("views.update", 2)).at(-1);

    expect(words(shown?.blocks)).toContain("Give it a title.");
    expect(shown?.callback_id).toBe("form");
  });

  it("is not to be had by who leads nobody", async () => {
    await office.send(slashCommand("/digest", "subscribe", await office.somebody("ada", channel)));
    const [shown] = await office.views("views.update");

    expect(words(shown?.blocks)).toContain("You may not see that");
  });
});

describe("the Home", () => {
  async function looked(name: string) {
    const who = await office.somebody(name);
    const event = { type: "app_home_opened", user: who.user, channel: "D1", tab: "home", event_ts: "1.1" };
    expect((await office.send(eventOf(event))).status).toBe(200);
    return who;
  }

  it("shows everybody their own numbers, and their team's to who leads it", async () => {
    const kim = await looked("kim");
    const [home] = await office.views("views.publish");

    expect(office.calls("views.publish")[0]?.parameters["user_id"]).toBe(kim.user);
    expect(words(home?.blocks)).toMatch(/Your numbers, Kim Jansen[\s\S]*Billing/);
  });

  it("is not computed again within a minute", async () => {
    await looked("ada");
    await looked("ada");
    await looked("bob");
    await office.views("views.publish", 2);

    expect(office.calls("views.publish")).toHaveLength(2);
  });

  it("shows in its place what is tapped on it, and goes back", async () => {
    await looked("max");
    await office.views("views.publish", 1);
    const home = { kind: "home", viewId: "V1" } as const;

    await tapped("cleo", button("mystats this week"), home);
    const [, shown] = await office.views("views.publish", 2);
    await tapped("cleo", tapOn(shown?.blocks ?? [], "← Overview"), home);
    const [, , overview] = await office.views("views.publish", 3);

    expect(words(shown?.blocks)).toContain("Your numbers, Cleo Katz");
    expect(words(overview?.blocks)).not.toContain("← Overview");
  });

  it("opens a modal for why a number is what it is", async () => {
    await tapped("ada", button("why response-time today agent:me", "modal:0"), {
      kind: "home",
      viewId: "V1",
    });

    const [shown] = await office.views("views.update");

    expect(words(shown?.blocks)).toContain("Counted at");
  });
});

describe("an app that was removed", () => {
  it("is posted to no more, until Slack knows it again", async () => {
    await office.send(eventOf({ type: "app_uninstalled" }));

    const paused = () =>
      office.desk.room.db.selectFrom("paused_targets").select(["target", "reason"]).execute();
    const reason = "The Slack app was removed from its workspace, or its token was revoked";
    // A digest's, a policy's, and that of an alert on a KPI.
    await expect
      .poll(paused, patiently)
      .toEqual(expect.arrayContaining(["C1", "C2", "C3"].map((target) => ({ target, reason }))));

    await office.startAgain();
    expect(await paused()).toEqual([]);
  });
});

describe("admins", () => {
  it("are told in their direct chats, by their addresses, and nobody is pinged", async () => {
    const { token: botToken, apiUrl } = office.slack;
    const kim = await office.somebody("kim");

    await tellByEmail(
      { botToken, apiUrl, logger: silentLogger },
      ["nobody@example.com", "kim@example.com"],
      "The digest “<!channel>” could not be posted",
    );

    expect(office.calls("conversations.open").map(({ parameters }) => parameters["users"])).toEqual([
      kim.user,
    ]);
    expect(office.calls("chat.postMessage").at(-1)?.parameters["text"]).toBe(
      "The digest “&lt;!channel&gt;” could not be posted",
    );
  });
});
