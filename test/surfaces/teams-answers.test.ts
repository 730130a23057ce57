import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cardWords } from "../support/card-words.ts";
import { type CommandDesk, commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { general } from "../support/teams-activities.ts";
import { colleague, groupChat, openTeamsBot, personalChat, type TeamsBot } from "../support/teams-bot.ts";

let database: TestDatabase;
let desk: CommandDesk;
let bot: TeamsBot;

beforeAll(async () => {
  database = await testDatabase();
  desk = commandDesk(database);
  await desk.talked([
    { agent: "ada", at: "2026-03-18T09:00:00Z", wait: 10, isClosed: true },
    { agent: "ada", at: "2026-03-18T10:00:00Z", wait: 20 },
    { agent: "ada", at: "2026-03-16T10:00:00Z", wait: 5 },
    { agent: "bob", at: "2026-03-18T10:00:00Z", wait: 30 },
  ]);
  bot = await openTeamsBot({ room: desk.room });
  for (const name of ["ada", "bob", "kim", "max", "zoe"]) bot.connector.enroll(colleague(name));
});
afterAll(async () => {
  expect(bot.connector.complaints).toEqual([]);
  await bot.close();
  await database.close();
});
beforeEach(async () => {
  await database.db.deleteFrom("conversation_references").execute();
});

const inThread = `${general};messageid=1700000000000`;
/** What has been posted since. */
async function during(work: () => Promise<unknown>) {
  const before = bot.connector.posted.length;
  const changed = bot.connector.updated.length;
  await work();
  return {
    posted: bot.connector.posted.slice(before).filter(({ activity }) => activity.type !== "typing"),
    updated: bot.connector.updated.slice(changed),
  };
}
const wordsOf = (response: { readonly [key: string]: unknown }) => cardWords(response["value"]);
const textOf = (response: { readonly [key: string]: unknown }) => String(response["value"]);

describe("a message to the bot", () => {
  it("is answered in the personal chat with the asker's own numbers", async () => {
    const { posted } = await during(() => bot.say("ada", "mystats"));

    expect(posted.map(({ conversation }) => conversation)).toEqual([personalChat("ada")]);
    expect(bot.lastWords()).toContain("Your numbers, Ada Lovelace");
  });

  it("is answered in person where others read, with a word in the thread", async () => {
    const { posted } = await during(() => bot.say("ada", "<at>deskpulse</at> mystats&nbsp;", "channel"));

    expect(posted.map(({ conversation }) => conversation)).toEqual([personalChat("ada"), inThread]);
    expect(bot.lastWords(personalChat("ada"))).toContain("Your numbers, Ada Lovelace");
    expect(bot.lastWords(inThread)).toBe("I’ve sent it to you privately.");
  });

  it("is answered in a group chat the same way", async () => {
    const { posted } = await during(() => bot.say("ada", "mystats", "group"));

    expect(posted.map(({ conversation }) => conversation)).toEqual([personalChat("ada"), groupChat]);
  });

  it("is answered for everybody where everybody may know", async () => {
    const { posted } = await during(() => bot.say("ada", "<at>deskpulse</at> help", "channel"));

    expect(posted.map(({ conversation }) => conversation)).toEqual([inThread]);
    expect(bot.lastWords()).toContain("Commands");
    expect(bot.lastWords()).toContain(`For deskpulse.yaml, this conversation is: { teams: "${general}" }`);
  });

  it("of somebody whom nobody knows is answered with why nothing may be seen", async () => {
    await bot.say("zoe", "mystats");

    expect(bot.lastWords()).toContain("Nobody whom deskpulse knows has your e-mail address");
  });

  it("that comes twice is answered once", async () => {
    const twice = bot.activity("ada", "personal", { text: "mystats" });

    const { posted } = await during(async () => {
      await Promise.all([bot.send(twice), bot.send(twice)]);
      await bot.send(twice);
    });

    expect(posted).toHaveLength(1);
  });

  it("is answered with help for what is no command", async () => {
    await bot.say("ada", "mystat");

    expect(bot.lastWords()).toContain("mystats");
  });

  it("says how to get an answer where the personal chat cannot be opened", async () => {
    const shut = await openTeamsBot({ room: desk.room });
    shut.connector.enroll(colleague("ada"));
    shut.connector.closeChats();

    await shut.say("ada", "mystats", "channel");

    expect(shut.connector.posted.map(({ conversation }) => conversation)).toEqual([inThread]);
    expect(shut.lastWords()).toContain("Open Apps in Teams, look for deskpulse, choose Add");
    await shut.close();
  });

  it("is answered once Teams takes more, where it asked to wait", async () => {
    bot.connector.failNext({ kind: "answer", status: 429, headers: { "retry-after": "0" } });

    const { posted } = await during(() => bot.say("ada", "help"));

    expect(posted).toHaveLength(1);
  });
});

describe("where the database is away", () => {
  it("a message is acknowledged at once, and whoever asked is told that it did not work", async () => {
    const lost = new Error("the database is away");
    const away = {
      find: fails,
      personal: fails,
      personalOf: fails,
      save: fails,
      remove: fails,
      removeTeam: fails,
    };
    async function fails(): Promise<never> {
      throw lost;
    }
    const shaky = await openTeamsBot({
      room: desk.room,
      app: { references: away, answers: { ...noAnswers, answer: async () => failure } },
    });

    await shaky.say("ada", "mystats", "channel");

    expect(shaky.lastWords(personalChat("ada"))).toContain("That did not work");
    expect(shaky.lastWords(inThread)).toBe("I’ve sent it to you privately.");
    await shaky.close();
  });

  it("Teams is not kept waiting, however long it takes", async () => {
    const endless = Promise.withResolvers<typeof failure>();
    const slow = await openTeamsBot({
      room: desk.room,
      app: { promptMs: 10, answers: { ...noAnswers, answer: () => endless.promise } },
    });
    const ask = (changes: object) =>
      slow.app.handle({
        body: slow.activity("ada", "personal", { text: "mystats", ...changes }),
        headers: { authorization: `Bearer ${slow.issuer.token()}` },
      });

    expect(await ask({})).toMatchObject({ status: 200 });
    const value = { action: { type: "Action.Execute", verb: "command", data: { command: "mystats" } } };
    expect(
      await ask({ type: "invoke", name: "adaptiveCard/action", replyToId: "1:card", value }),
    ).toMatchObject({
      status: 200,
      body: { statusCode: 200, value: "One moment: the answer follows." },
    });
    endless.resolve(failure);
    await slow.close();
  });
});

const failure = {
  report: { summary: "That did not work", sections: [] },
  visibility: "personal" as const,
};
const noAnswers = {
  answer: async () => failure,
  submit: async () => failure,
  opensModal: () => false,
  dashboard: async () => [],
  isFirst: async () => true,
};

describe("a button on one's own card", () => {
  it("puts the answer in the card's place, for who pressed and in the chat", async () => {
    let response: Record<string, unknown> = {};
    const { posted, updated } = await during(async () => {
      response = await bot.press("ada", { command: "mystats this week" });
    });

    expect(response).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
    expect(wordsOf(response)).toContain("Your numbers, Ada Lovelace");
    expect(posted).toEqual([]);
    expect(updated).toMatchObject([{ conversation: personalChat("ada"), messageId: "1:card" }]);
  });

  it("leads over to an explanation and back again", async () => {
    const over = await bot.press("ada", { command: "why messages-sent today agent:me", back: "mystats" });
    expect(wordsOf(over)).toContain("‹ Back");

    const [back] = pressesOf(over["value"]).filter(({ title }) => title === "‹ Back");
    expect(wordsOf(await bot.press("ada", back?.data ?? {}))).toContain("Your numbers, Ada Lovelace");
  });

  it("takes the choice of a select for its command, and says so where there is none", async () => {
    const chosen = await bot.press("ada", { pick: "pick1", pick1: "mystats by channel" });

    expect(wordsOf(chosen)).toContain("Your numbers by channel");
    expect(await bot.press("ada", { pick: "pick1" })).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: "Choose one first.",
    });
  });

  it("of a client that sends presses as messages changes the card all the same", async () => {
    const { posted, updated } = await during(() =>
      bot.send(
        bot.activity("ada", "personal", { replyToId: "1:old", value: { command: "mystats this week" } }),
      ),
    );

    expect(posted).toEqual([]);
    expect(updated.map(({ messageId }) => messageId)).toEqual(["1:old"]);
    expect(cardWords(updated[0]?.activity.attachments)).toContain("Your numbers, Ada Lovelace");
  });

  it("is told at once that the answer follows where it takes long, and then it does", async () => {
    const slow = await openTeamsBot({ room: desk.room, app: { promptMs: 0 } });
    slow.connector.enroll(colleague("ada"));

    const response = await slow.press("ada", { command: "mystats" });

    expect(textOf(response)).toBe("One moment: the answer follows.");
    expect(slow.connector.updated).toHaveLength(1);
    await slow.close();
  });
});

describe("a button on everybody's card", () => {
  it("is answered in person, and the card stays", async () => {
    let response: Record<string, unknown> = {};
    const { posted, updated } = await during(async () => {
      response = await bot.press("ada", { command: "mystats", stays: true }, "channel");
    });

    expect(textOf(response)).toBe("I’ve sent it to you privately.");
    expect(posted.map(({ conversation }) => conversation)).toEqual([personalChat("ada")]);
    expect(updated).toEqual([]);
  });

  it("is answered in person even if it claims to be one's own, or to be for all", async () => {
    for (const command of ["mystats", "help"]) {
      const { posted, updated } = await during(() => bot.press("ada", { command, back: "help" }, "group"));

      expect(posted.map(({ conversation }) => conversation)).toEqual([personalChat("ada")]);
      expect(updated).toEqual([]);
    }
  });

  it("carries no more than what who presses may see", async () => {
    await bot.press("bob", { command: "kpi response-time agent:ada", stays: true }, "channel");

    expect(bot.lastWords(personalChat("bob"))).not.toMatch(/15m|10m|20m/);
    expect(bot.lastWords(personalChat("bob"))).toMatch(/own numbers|may|yourself|your lead/i);
  });
});

describe("an invoke", () => {
  it.each([
    ["of a button nobody knows", { command: "mystats" }, { verb: "explode" }],
    ["without what it asks", {}, {}],
    ["with something else than a line", { command: ["mystats"] }, {}],
  ])("%s is answered as a bad request", async (_, data, changes) => {
    expect(await bot.press("ada", data, "personal", changes)).toMatchObject({
      statusCode: 400,
      type: "application/vnd.microsoft.error",
    });
  });

  it("of another kind is not passed off as done", async () => {
    const fetched = bot.activity("ada", "personal", { type: "invoke", name: "task/fetch", value: {} });

    expect(await bot.send(fetched)).toMatchObject({ status: 501 });
  });
});

describe("subscribing", () => {
  const filled = {
    command: "digest subscribe",
    "one.title": "Billing, daily",
    "one.team": "billing",
    "many.kpis": "csat,conversations-opened",
    "one.rhythm": "weekdays",
    "one.time": "08:30",
    "one.table": "none",
  };
  const at = { channel: general, kind: "channel" };

  it("a channel starts there, is filled in in person, and is told in the channel", async () => {
    await bot.say("kim", "<at>deskpulse</at> digest subscribe", "channel");
    const form = bot.connector.posted.findLast(({ conversation }) => conversation === personalChat("kim"));
    const [send] = pressesOf(form?.activity.attachments).filter(({ title }) => title === "Subscribe");
    expect(send).toMatchObject({ verb: "form", data: { command: "digest subscribe", at } });

    const { posted } = await during(() =>
      bot.press("kim", { ...filled, at, "one.channel": general }, "personal", { verb: "form" }),
    );

    expect(posted.map(({ conversation }) => conversation)).toEqual([general]);
    expect(bot.lastWords(general)).toContain(
      "Kim Jansen subscribed this channel: “Billing, daily” is posted",
    );
    const kept = await database.db.selectFrom("chat_digests").selectAll().execute();
    expect(JSON.stringify(kept)).toContain(general);
  });

  it("says what is wrong at its field, and keeps what was filled in", async () => {
    const response = await bot.press(
      "kim",
      { ...filled, "one.channel": personalChat("kim"), "many.kpis": "", "one.title": "Half a form" },
      "personal",
      { verb: "form" },
    );

    expect(wordsOf(response)).toContain("✗ Choose at least one.");
    expect(JSON.stringify(response)).toContain('"value":"Half a form"');
  });

  it.each([
    ["a channel the form did not offer", { "one.channel": "19:board@thread.tacv2" }],
    [
      "a place who presses is not in",
      { at: { channel: groupChat, kind: "group" }, "one.channel": groupChat },
    ],
  ])("takes not %s", async (_, changes) => {
    bot.connector.expel("29:kim", groupChat);

    const response = await bot.press("kim", { ...filled, ...changes }, "personal", { verb: "form" });

    expect(wordsOf(response)).toContain("✗ Choose a channel.");
  });
});

describe("a file", () => {
  const consent = (name: string, command: string, uploadUrl: string, action = "accept") =>
    bot.activity(name, "personal", {
      type: "invoke",
      name: "fileConsent/invoke",
      replyToId: "1:consent",
      value: {
        type: "fileUpload",
        action,
        context: { command },
        uploadInfo: {
          uploadUrl,
          contentUrl: "https://x.sharepoint.com/f.csv",
          name: "f.csv",
          fileType: "csv",
        },
      },
    });
  const own = () => `${new URL(bot.connector.url).origin}/files/1`;

  it("is offered beside the answer, to the person alone", async () => {
    const { posted, updated } = await during(() =>
      bot.press("ada", { command: "export mystats this week csv" }),
    );

    expect(updated).toEqual([]);
    expect(posted.map(({ conversation }) => conversation)).toEqual([
      personalChat("ada"),
      personalChat("ada"),
    ]);
    expect(posted[1]?.activity.attachments?.[0]).toMatchObject({
      contentType: "application/vnd.microsoft.teams.card.file.consent",
      name: "mystats-by-day-this-week.csv",
      content: { acceptContext: { command: "export mystats this week csv" } },
    });
  });

  it("is saved into the person's own OneDrive once they agree", async () => {
    await bot.send(consent("ada", "export mystats this week csv", own()));

    const saved = bot.connector.saved.get("/files/1");
    const size = saved?.bytes.length ?? 0;
    expect(saved?.bytes.toString("utf8")).toContain("messages_sent");
    expect(saved?.range).toBe(`bytes 0-${size - 1}/${size}`);
    expect(bot.connector.updated.at(-1)).toMatchObject({ messageId: "1:consent" });
  });

  it.each([
    ["to an address that is not Microsoft's", "ada", () => "https://evil.example.com/steal"],
    ["to one that only looks like it", "ada", () => "https://sharepoint.com.evil.example.com/"],
  ])("is never sent %s", async (_, name, address) => {
    await bot.send(consent(name, "export mystats this week csv", address()));

    expect(bot.lastWords()).toBe("That file cannot be saved. Please ask for it again.");
  });

  it("holds what who agrees may see, whatever the consent says", async () => {
    const before = bot.connector.saved.size;
    await bot.send(consent("bob", "export response-time agent:ada csv", `${own()}-tampered`));

    expect(bot.connector.saved.size).toBe(before);
    expect(bot.lastWords()).not.toContain("saved");
  });

  it("is not made where they decline", async () => {
    await bot.send(consent("ada", "export mystats csv", `${own()}-declined`, "decline"));

    expect(bot.lastWords()).toBe("Nothing was saved.");
    expect(bot.connector.saved.has("/files/1-declined")).toBe(false);
  });
});

interface Pressable {
  readonly title: string;
  readonly verb: string;
  readonly data: Record<string, unknown>;
}

/** Every button of a card, the fallbacks apart. */
function pressesOf(value: unknown): Pressable[] {
  if (Array.isArray(value)) return value.flatMap(pressesOf);
  if (typeof value !== "object" || value === null) return [];
  if (Reflect.get(value, "type") === "Action.Execute") return [value as Pressable];
  return Object.values(value).flatMap(pressesOf);
}
