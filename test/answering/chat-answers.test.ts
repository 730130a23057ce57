import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChatAnswers, type ChatAsker, chatAnswers } from "../../src/answering/chat-answers.ts";
import { fixedClock } from "../../src/clock.ts";
import type { Answer } from "../../src/commands/command.ts";
import { silentLogger } from "../../src/logger.ts";
import type { ChatProfile } from "../../src/people/chat-profiles.ts";
import { type Connections, connections } from "../../src/store/pool.ts";
import { commandDesk, commandMoment } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type SeverableDatabase, severableDatabase } from "../support/severed-database.ts";

let database: TestDatabase;
let between: SeverableDatabase;
let away: Connections;
beforeAll(async () => {
  database = await testDatabase();
  between = await severableDatabase(database.url);
  await between.cut();
  away = connections(between.url, silentLogger);
});
afterAll(async () => {
  await away.db.destroy();
  await database.close();
});

const clock = fixedClock(commandMoment);

/** The platform knows everybody by "NAME@example.com". */
const profiles = {
  async profileOf({ id }: { readonly id: string }): Promise<ChatProfile> {
    return {
      kind: "member",
      email: `${id}@example.com`,
      name: id,
      timezone: "Europe/Amsterdam",
      locale: "en-US",
    };
  },
};

function answers(more: Partial<Parameters<typeof chatAnswers>[0]> = {}): ChatAnswers {
  return chatAnswers({ ...commandDesk(database).room, profiles, clock, ...more });
}

function asker(id: string): ChatAsker {
  return {
    user: { platform: "slack", tenant: "T1", id },
    place: { platform: "slack", channel: "D1", kind: "personal" },
  };
}

const heading = ({ report }: Answer) => report.sections.find((section) => section.type === "heading");

describe("answers in chat", () => {
  it("go by who the platform says has asked", async () => {
    const answer = await answers().answer("/mystats", asker("ada"));

    expect(heading(answer)).toMatchObject({ text: "Your numbers, Ada Lovelace" });
  });

  it("say why nothing may be seen, to whom nobody knows", async () => {
    const answer = await answers().answer("mystats", asker("zoe"));

    expect(answer.report.summary).toContain("Nobody whom deskpulse knows has your e-mail address");
  });

  it("tell what is wrong at which field of a form", async () => {
    const taken = await answers().submit("digest subscribe", {}, asker("max"));

    expect(taken).toMatchObject({ errors: { channel: "Choose a channel.", kpis: "Choose at least one." } });
  });

  it("say that it did not work where the database is away", async () => {
    const answer = await answers({ db: away.db }).answer("mystats", asker("ada"));

    expect(answer.report.summary).toMatch(/That did not work: .* reference [0-9a-f]{8}\./);
  });

  it("say that it did not work where nothing comes back in time", async () => {
    const silent = { profileOf: () => new Promise<never>(() => undefined) };

    const answer = await answers({ profiles: silent, limitMs: 20 }).answer("mystats", asker("bob"));

    expect(answer.report.summary).toContain("That did not work");
  });
});

describe("the dashboard", () => {
  it.each([
    ["ada", ["Your numbers, Ada Lovelace"]],
    ["kim", ["Your numbers, Kim Jansen", "Billing"]],
  ])("shows %s the own numbers, and those of the team to who leads it", async (name, headings) => {
    const shown = await answers().dashboard(asker(name));

    expect(shown.map((answer) => heading(answer)?.text)).toEqual(headings);
  });
});

describe("a request that comes again", () => {
  it("is answered by one process only", async () => {
    const replicas = [answers(), answers(), answers()];

    const claims = await Promise.all(replicas.map((one) => one.isFirst("trigger-1", "slack")));

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await answers().isFirst("trigger-1", "teams")).toBe(true);
  });

  it("counts anew once its span is over", async () => {
    const at = (seconds: number) => fixedClock(new Date(commandMoment.getTime() + seconds * 1_000));
    const asked = (seconds: number) => answers({ clock: at(seconds) }).isFirst("home/ada", "slack", 60_000);

    expect([await asked(0), await asked(59), await asked(60), await asked(119)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("is forgotten after an hour", async () => {
    const later = fixedClock(new Date(commandMoment.getTime() + 3_700_000));
    await answers({ clock: later }).isFirst("trigger-2", "slack");

    const kept = await database.db.selectFrom("chat_requests").select("request_id").execute();

    expect(kept).toEqual([{ request_id: "trigger-2" }]);
  });

  it("is answered where the database does not say whether it came before", async () => {
    expect(await answers({ db: away.db }).isFirst("trigger-1", "slack")).toBe(true);
  });
});
