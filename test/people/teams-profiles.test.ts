import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLogger } from "../../src/logger.ts";
import type { ChatProfile, ChatUser } from "../../src/people/chat-profiles.ts";
import { teamsProfiles } from "../../src/surfaces/teams/teams-profiles.ts";
import { type TeamsConnector, teamsConnector } from "../support/teams-connector.ts";
import { botToken, memoryReferences, teamsCredentials } from "../support/teams-desk.ts";

let connector: TeamsConnector;
beforeAll(async () => {
  connector = await teamsConnector();
});
afterAll(() => connector.close());

const { tenantId } = teamsCredentials;
const ada: ChatUser = {
  platform: "teams",
  tenant: tenantId,
  id: "aad-ada",
  memberId: "29:ada",
  conversation: "19:general@thread.tacv2;messageid=1700000000001",
  locale: "nl-NL",
  timezone: "Europe/Amsterdam",
};
/** As Teams describes a member of a roster. */
const inRoster = {
  id: "29:ada",
  aadObjectId: "aad-ada",
  name: "Ada Lovelace",
  givenName: "Ada",
  surname: "Lovelace",
  email: "ada@example.com",
  userPrincipalName: "ada.lovelace@example.com",
  tenantId,
  userRole: "user",
};

function ask(user: ChatUser = ada, serviceUrl = connector.url): Promise<ChatProfile> {
  return teamsProfiles({
    credentials: teamsCredentials,
    token: async () => botToken,
    logger: silentLogger,
    references: memoryReferences({ target: "19:general@thread.tacv2", serviceUrl }),
    timeoutMs: 500,
    trustedServiceUrls: [connector.url],
  }).profileOf(user);
}

function enrolled(changes: object = {}): Promise<ChatProfile> {
  connector.enroll({ ...inRoster, ...changes });
  return ask();
}

describe("a user of Teams", () => {
  it("is told of by the roster, with zone and language of the message", async () => {
    expect(await enrolled()).toEqual({
      kind: "member",
      email: "ada@example.com",
      name: "Ada Lovelace",
      timezone: "Europe/Amsterdam",
      locale: "nl-NL",
    });
  });

  it("has the name for signing in as address where no other is told", async () => {
    expect(await enrolled({ email: undefined })).toMatchObject({ email: "ada.lovelace@example.com" });
    expect(await enrolled({ email: undefined, userPrincipalName: undefined })).toMatchObject({ email: null });
  });

  it.each<[string, object]>([
    ["a guest", { userRole: "guest" }],
    ["somebody anonymous in a meeting", { userRole: "anonymous" }],
    ["an invited guest", { userPrincipalName: "ada_partner.example#EXT#@example.onmicrosoft.com" }],
    ["somebody of another company", { tenantId: "33333333-3333-4333-8333-333333333333" }],
  ])("is nobody as %s", async (_, change) => {
    expect(await enrolled(change)).toEqual({ kind: "external" });
  });

  it("is nobody whom the roster does not have", async () => {
    expect(await ask({ ...ada, memberId: "29:gone" })).toEqual({ kind: "gone" });
  });

  it("is not mixed up with somebody else", async () => {
    await enrolled();

    expect(await ask({ ...ada, id: "aad-kim" })).toMatchObject({ kind: "unavailable" });
  });

  it("cannot be told of where nobody answers, or where the service is not Microsoft's", async () => {
    expect(await ask(ada, "https://smba.example.com")).toEqual({
      kind: "unavailable",
      reason: "this conversation is not known",
    });
    expect(await ask({ ...ada, conversation: "19:other@thread.tacv2" })).toMatchObject({
      kind: "unavailable",
    });
    const closed = await teamsConnector();
    await closed.close();
    const unreachable = teamsProfiles({
      credentials: teamsCredentials,
      token: async () => botToken,
      logger: silentLogger,
      references: memoryReferences({ target: "19:general@thread.tacv2", serviceUrl: closed.url }),
      trustedServiceUrls: [closed.url],
    });
    expect(await unreachable.profileOf(ada)).toMatchObject({ kind: "unavailable" });
  });
});
