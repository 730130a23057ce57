import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatProfile, ChatUser } from "../../src/people/chat-profiles.ts";
import type { PersonEntry } from "../../src/people/person.ts";
import type { Viewer } from "../../src/people/viewer.ts";
import { whoIs } from "../../src/people/who-is.ts";
import { findChatLink, forgetChatLink, linkByHand } from "../../src/store/chat-links.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const people: readonly PersonEntry[] = [
  { email: "ada@example.com", agent: "17", name: "Ada", team: "billing", role: "agent" },
  { email: "kim@example.com", agent: "3", name: "Kim", team: "billing", role: "lead" },
  { email: "max@example.com", name: "Max", role: "manager" },
  { email: "root@example.com", name: "Root", role: "admin" },
];
const user: ChatUser = { platform: "slack", tenant: "T1", id: "U1" };
const key = { platform: "slack", tenant: "T1", user_id: "U1" };

function member(email: string | null, more: object = {}): ChatProfile {
  return { kind: "member", email, name: "ada", timezone: "Europe/Paris", locale: "fr-FR", ...more };
}

/** A desk and a chat platform whose answer, and whose clock, a test sets. */
function chat(profile: ChatProfile, entries = people) {
  const accountId = randomUUID();
  const world = { profile, now: new Date("2026-03-02T09:00:00Z"), asked: 0, people: entries };
  const profiles = {
    async profileOf() {
      world.asked++;
      return world.profile;
    },
  };
  const link = (to: { email: string | null; agent_id: string | null }) =>
    linkByHand(database.db, accountId, key, { ...to, linked_by: "root", linked_at: world.now });
  return {
    world,
    accountId,
    link,
    hoursLater: (hours: number) => {
      world.now = new Date(world.now.getTime() + hours * 3_600_000);
    },
    ask: (who: ChatUser = user): Promise<Viewer> =>
      whoIs(
        { db: database.db, accountId, config: { people: world.people, teams: {} }, profiles, now: world.now },
        who,
      ),
  };
}

describe("a chat user", () => {
  it("is the person whose address the platform vouches for, with the own zone and language", async () => {
    const { ask } = chat(member("Ada@Example.com"));

    expect(await ask()).toMatchObject({
      person: { name: "Ada" },
      role: "agent",
      agentId: "17",
      teams: ["billing"],
      email: "ada@example.com",
      timezone: "Europe/Paris",
      locale: "fr-FR",
      refusal: null,
    });
  });

  it("is remembered for a day, and looked up again after it", async () => {
    const { ask, world, hoursLater } = chat(member("ada@example.com"));
    await ask();
    hoursLater(23);
    expect(await ask()).toMatchObject({ agentId: "17", timezone: "Europe/Paris" });
    expect(world.asked).toBe(1);

    hoursLater(1);
    world.profile = member("kim@example.com", { timezone: "Asia/Tokyo" });
    expect(await ask()).toMatchObject({ agentId: "3", timezone: "Asia/Tokyo" });
    expect(world.asked).toBe(2);
  });

  it("is asked about every time while nobody has the address, and found once somebody does", async () => {
    const { ask, world } = chat(member("zoe@example.com"));
    expect((await ask()).refusal).toEqual({
      reason: "Nobody whom deskpulse knows has your e-mail address, zoe@example.com. Ask Root or Max.",
      ask: [expect.objectContaining({ name: "Root" }), expect.objectContaining({ name: "Max" })],
      remedy: "deskpulse people link --slack U1 --workspace T1 --email NAME@EXAMPLE.COM",
    });
    await ask();
    expect(world.asked).toBe(2);

    world.people = [...people, { email: "zoe@example.com", agent: "40", role: "agent" }];
    expect(await ask()).toMatchObject({ agentId: "40", refusal: null });
  });

  it("is another in another workspace", async () => {
    const { ask, world } = chat(member("ada@example.com"));
    await ask();
    world.profile = member(null);

    expect(await ask({ ...user, tenant: "T2" })).toMatchObject({
      person: null,
      role: "nobody",
      agentId: null,
    });
  });

  it("stays who he is for a week while the platform cannot be asked", async () => {
    const { ask, world, hoursLater } = chat(member("ada@example.com"));
    await ask();
    world.profile = { kind: "unavailable", reason: "no answer in time" };
    hoursLater(7 * 24 - 1);
    expect(await ask()).toMatchObject({ agentId: "17" });

    hoursLater(1);
    expect((await ask()).refusal?.reason).toBe(
      "deskpulse could not ask Slack who you are: no answer in time. Try again in a minute.",
    );
  });
});

describe("nobody", () => {
  it.each<[ChatProfile, string]>([
    [{ kind: "external" }, "deskpulse shows nothing to guests and people of other companies."],
    [{ kind: "gone" }, "Slack says that your account is deactivated."],
    [{ kind: "bot" }, "deskpulse shows nothing to bots."],
    [member(null), "Slack does not tell deskpulse your e-mail address, so it cannot know who you are."],
  ])("is whom the platform calls %j", async (profile, reason) => {
    const viewer = await chat(profile).ask();

    expect(viewer).toMatchObject({ person: null, role: "nobody", agentId: null, teams: [] });
    expect(viewer.refusal?.reason).toContain(reason);
  });

  it("is who became a guest, also by a link by hand, and also once the platform is silent", async () => {
    const { ask, link, world, hoursLater } = chat(member("ada@example.com"));
    await ask();
    await link({ email: null, agent_id: "17" });
    hoursLater(24);
    world.profile = { kind: "external" };
    expect(await ask()).toMatchObject({ person: null });

    world.profile = { kind: "unavailable", reason: "HTTP 503" };
    expect(await ask()).toMatchObject({ person: null });
  });

  it("is who has left, from that moment", async () => {
    const { ask, accountId } = chat(member("ada@example.com"));
    await ask();
    await database.db
      .insertInto("agents")
      .values({
        account_id: accountId,
        agent_id: "17",
        is_active: false,
        name: null,
        email: null,
        left_at: null,
      })
      .execute();

    expect((await ask()).refusal?.reason).toMatch(/^You are marked as having left/);
  });

  it("is whose address two agents have", async () => {
    const viewer = await chat(member("ada@example.com"), [
      { email: "ada@example.com", agent: "17", role: "agent" },
      { email: "ada@example.com", agent: "18", role: "agent" },
    ]).ask();

    expect(viewer).toMatchObject({ person: null });
    expect(viewer.refusal?.reason).toMatch(/^More than one agent has your e-mail address, ada@example\.com/);
  });
});

describe("a link by hand", () => {
  it("stands before the address, and stays when the address changes", async () => {
    const { ask, link, world, hoursLater } = chat(member("kim@example.com"));
    await link({ email: "ada@example.com", agent_id: null });
    expect(await ask()).toMatchObject({ agentId: "17", timezone: "Europe/Paris" });

    hoursLater(25);
    world.profile = member("max@example.com");
    expect(await ask()).toMatchObject({ agentId: "17", email: "ada@example.com" });
  });

  it("may name an agent whom nothing else describes", async () => {
    const { ask, link, accountId } = chat(member("shared@example.com"));
    await database.db
      .insertInto("agents")
      .values({
        account_id: accountId,
        agent_id: "50",
        is_active: true,
        name: "Gus",
        email: null,
        left_at: null,
      })
      .execute();
    await link({ email: null, agent_id: "50" });

    expect(await ask()).toMatchObject({ agentId: "50", name: "Gus", role: "agent" });
  });

  it("to nobody bars, whatever the address, until it is forgotten", async () => {
    const { ask, link, accountId } = chat(member("ada@example.com"));
    await ask();
    await link({ email: null, agent_id: null });
    expect((await ask()).refusal?.reason).toMatch(/^Your account here was unlinked/);

    expect(await forgetChatLink(database.db, accountId, key)).toBe(true);
    expect(await ask()).toMatchObject({ agentId: "17" });
  });

  it("that leads to nobody any more says so", async () => {
    const { ask, link } = chat(member("ada@example.com"));
    await link({ email: "gone@example.com", agent_id: null });

    expect((await ask()).refusal?.reason).toMatch(/linked to somebody who is not there any more/);
  });

  it("is kept with who made it and when", async () => {
    const { ask, link, accountId, world } = chat(member("kim@example.com"));
    await link({ email: "ada@example.com", agent_id: null });
    const linkedAt = world.now;
    world.now = new Date("2026-03-09T09:00:00Z");
    await ask();

    expect(await findChatLink(database.db, accountId, key)).toMatchObject({
      how: "manual",
      email: "ada@example.com",
      linked_by: "root",
      linked_at: linkedAt,
      checked_at: world.now,
      name: "ada",
    });
  });
});
