import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slackLinks } from "../../src/cli/slack-options.ts";
import { silentLogger } from "../../src/logger.ts";
import { distrustChatUser, linkByHand, rememberChatUser } from "../../src/store/chat-links.ts";
import { conversationReferences } from "../../src/store/conversation-references.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import { type DeliveryContext, personTarget } from "../../src/surfaces/surface.ts";
import { cardWords } from "../support/card-words.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { sampleReport } from "../support/sample-report.ts";
import { openSlackDesk, type SlackDesk } from "../support/slack-desk.ts";
import { slackFaults } from "../support/slack-fault-proxy.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { openTeamsDesk, teamsCredentials } from "../support/teams-desk.ts";

const accountId = randomUUID();
const now = new Date("2026-03-02T09:00:00Z");
let database: TestDatabase;
let slack: SlackDesk;
beforeAll(async () => {
  [database, slack] = await Promise.all([testDatabase(), openSlackDesk({ users: ["kim", "ada", "max"] })]);
});
afterAll(() => Promise.all([database.close(), slack.close()]));

const kim = personTarget("kim@example.com");
const delivery = (more: Partial<DeliveryContext> = {}) => ({
  deliveryId: "delivery-1",
  firstAttemptAt: new Date(),
  mayRepeat: false,
  ...more,
});

describe("a message to a person in Slack", () => {
  const surface = () =>
    slackSurface({
      botToken: slack.token,
      apiUrl: slack.apiUrl,
      drawer: stubDrawer(),
      logger: silentLogger,
      timeoutMs: 300,
      links: slackLinks({ accountId, store: { db: database.db } }),
    });

  it("goes to the direct chat of whoever has the address, is found there, and edited", async () => {
    const posted = await surface().post(kim, sampleReport, delivery());

    expect(posted.target).toMatch(/^D/);
    expect(await surface().find?.(kim, delivery())).toEqual(posted);
    expect(await surface().find?.(await slack.userId("kim"), delivery())).toEqual(posted);
    await surface().update?.(posted, { summary: "Done.", sections: [] }, delivery());
    expect((await slack.directMessages("kim")).map(({ text }) => text)).toEqual(["Done."]);
  });

  it("goes to whom somebody linked to the address by hand", async () => {
    const user = { platform: "slack", tenant: "T1", user_id: await slack.userId("ada") };
    const to = { email: "ada@elsewhere.example", agent_id: null, linked_by: "root", linked_at: now };
    await linkByHand(database.db, accountId, user, to);
    await surface().post(personTarget("Ada@elsewhere.example"), sampleReport, delivery());

    expect(await slack.directMessages("ada")).toHaveLength(1);
  });

  it("is nobody's where somebody said by hand that they are somebody else, or nobody", async () => {
    const user = { platform: "slack", tenant: "T1", user_id: await slack.userId("max") };
    const to = { email: null, agent_id: null, linked_by: "root", linked_at: now };
    await linkByHand(database.db, accountId, user, to);

    const max = personTarget("max@example.com");
    await expect(surface().post(max, sampleReport, delivery())).rejects.toMatchObject({ failure: "nobody" });
  });

  it.each([
    ["knows nobody by that address", "users_not_found", "nobody"],
    ["says that they have left", "user_disabled", "nobody"],
    ["lets the bot look nobody up", "missing_scope", "refused"],
    ["has too much to do", "ratelimited", "retry"],
  ])("fails where Slack %s", async (_, code, failure) => {
    slack.proxy.fail("users.lookupByEmail", slackFaults.error(code));

    await expect(surface().post(kim, sampleReport, delivery())).rejects.toMatchObject({ failure });
  });
});

describe("a message to a person in Teams", () => {
  const references = () => conversationReferences(database.db, accountId, "teams");
  const user = { platform: "teams", tenant: teamsCredentials.tenantId, user_id: "kim-in-the-directory" };
  const told = { name: "Kim", locale: null, timezone: null, checked_at: now };

  it("goes to the personal chat of whoever has the address by Teams' word, as long as it stands by it", async () => {
    const teams = await openTeamsDesk({ references: references() });
    const chat = { target: "a:kim", serviceUrl: teams.connector.url, userId: "29:kim" };
    await references().save({ ...chat, directoryId: user.user_id });
    await rememberChatUser(database.db, accountId, user, { ...told, email: "kim@example.com" });

    const posted = await teams.surface.post(personTarget("Kim@example.com"), sampleReport, delivery());
    await teams.surface.update?.(posted, { summary: "Done.", sections: [] }, delivery());

    expect(teams.connector.posted.map(({ conversation }) => conversation)).toEqual(["a:kim"]);
    expect(cardWords(teams.connector.updated[0]?.activity.attachments?.[0]?.content)).toContain("Done.");
    await distrustChatUser(database.db, accountId, user);
    await expect(teams.surface.post(kim, sampleReport, delivery())).rejects.toMatchObject({
      failure: "nobody",
    });
    await teams.close();
  });

  it("is nobody's where the app was removed from them, which says nothing of the next time", async () => {
    const teams = await openTeamsDesk({ references: references() });
    const to = { email: "max@example.com", agent_id: null, linked_by: "root", linked_at: now };
    await linkByHand(database.db, accountId, { ...user, user_id: "29:max" }, to);
    await references().save({ target: "a:max", serviceUrl: teams.connector.url, userId: "29:max" });
    teams.connector.failNext({ kind: "answer", status: 403, code: "BotNotInConversationRoster" });

    const max = personTarget("max@example.com");
    await expect(teams.surface.post(max, sampleReport, delivery())).rejects.toMatchObject({
      failure: "nobody",
    });
    await expect(teams.surface.post(max, sampleReport, delivery())).resolves.toMatchObject({
      target: "a:max",
    });
    await teams.close();
  });
});
