import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/logger.ts";
import type { ChatProfile } from "../../src/people/chat-profiles.ts";
import { slackProfiles } from "../../src/surfaces/slack/slack-profiles.ts";
import { grantedScopes, openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";

/** The emulator's first user. */
const adminId = "U000000001";
const opened: SlackDesk[] = [];
let desk: SlackDesk;
beforeAll(async () => {
  desk = await open();
});
beforeEach(() => desk.proxy.clear());
afterAll(() => Promise.all(opened.map((one) => one.close())));

async function open(scopes?: readonly string[]): Promise<SlackDesk> {
  const one = await openSlackDesk(scopes ? { scopes } : {});
  opened.push(one);
  return one;
}

function profiles({ apiUrl, token }: SlackDesk) {
  return slackProfiles({ botToken: token, apiUrl, logger: silentLogger, timeoutMs: 500 });
}

function ask(id = adminId, of = desk): Promise<ChatProfile> {
  return profiles(of).profileOf({ platform: "slack", tenant: "T1", id });
}

/** As https://docs.slack.dev/reference/objects/user-object describes a user. */
const ada = {
  id: adminId,
  team_id: "T0HOME",
  name: "ada",
  deleted: false,
  real_name: "Ada Lovelace",
  tz: "Europe/London",
  locale: "en-GB",
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_email_confirmed: true,
  profile: { display_name: "Ada", email: "ada@example.com" },
};

/** What Slack says of its user, and of whose app this is. */
function answers(user: object, home: object = { team_id: "T0HOME" }): void {
  const answer = (body: object) => ({ forward: false, answer: { status: 200, body: { ok: true, ...body } } });
  desk.proxy.fail("users.info", answer({ user }));
  desk.proxy.fail("auth.test", answer(home));
}

describe("a user of Slack", () => {
  it("is told of with the address, if the app may see it", async () => {
    expect(await ask()).toEqual({
      kind: "member",
      email: "admin@emulate.dev",
      name: "admin",
      timezone: null,
      locale: null,
    });
    const blind = await open(grantedScopes.filter((scope) => scope !== "users:read.email"));
    expect(await ask(adminId, blind)).toMatchObject({ kind: "member", email: null });
  });

  it("is told of with zone and language", async () => {
    answers(ada);

    expect(await ask()).toEqual({
      kind: "member",
      email: "ada@example.com",
      name: "Ada",
      timezone: "Europe/London",
      locale: "en-GB",
    });
    expect(desk.proxy.calls.find(({ method }) => method === "users.info")?.parameters).toMatchObject({
      include_locale: "true",
    });
  });

  it("has no zone where Slack names one that is not known here", async () => {
    answers({ ...ada, tz: "Mars/Olympus" });

    expect(await ask()).toMatchObject({ timezone: null });
  });

  it.each<[string, object, ChatProfile["kind"]]>([
    ["a guest of several channels", { is_restricted: true }, "external"],
    ["a guest of one channel", { is_restricted: true, is_ultra_restricted: true }, "external"],
    ["a stranger of another workspace", { is_stranger: true }, "external"],
    ["somebody of another workspace in a shared channel", { team_id: "T0OTHER" }, "external"],
    ["somebody of no workspace", { team_id: undefined }, "external"],
    ["somebody deactivated", { deleted: true }, "gone"],
    ["a bot", { is_bot: true }, "bot"],
  ])("is nobody as %s", async (_, change, kind) => {
    answers({ ...ada, ...change });

    expect(await ask()).toEqual({ kind });
  });

  it("may be of another workspace of the same organisation", async () => {
    const colleague = { ...ada, team_id: "T0OTHER", enterprise_user: { enterprise_id: "E1" } };
    answers(colleague, { team_id: "T0HOME", enterprise_id: "E1" });
    expect(await ask()).toMatchObject({ kind: "member" });

    answers(colleague, { team_id: "T0HOME", enterprise_id: "E2" });
    expect(await ask()).toEqual({ kind: "external" });
  });

  it("is gone where Slack knows no such user", async () => {
    expect(await ask("U999")).toEqual({ kind: "gone" });
  });

  it("cannot be told of while Slack does not answer, and can be again afterwards", async () => {
    const asking = profiles(desk);
    const user = { platform: "slack", tenant: "T1", id: adminId } as const;
    desk.proxy.fail("auth.test", slackFaults.unavailable);
    expect(await asking.profileOf(user)).toEqual({
      kind: "unavailable",
      reason: expect.stringMatching(/HTTP 503/),
    });
    desk.proxy.fail("users.info", slackFaults.error("missing_scope", { needed: "users:read" }));
    expect(await asking.profileOf(user)).toEqual({
      kind: "unavailable",
      reason: expect.stringMatching(/missing_scope \(needs users:read\)/),
    });

    expect(await asking.profileOf(user)).toMatchObject({ kind: "member" });
  });
});
