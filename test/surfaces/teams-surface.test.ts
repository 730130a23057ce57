import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/clock.ts";
import { type DeliveryContext, DeliveryError } from "../../src/surfaces/surface.ts";
import { sampleReport } from "../support/sample-report.ts";
import type { Fault } from "../support/teams-connector.ts";
import { botToken, openTeamsDesk, type TeamsDesk } from "../support/teams-desk.ts";

const now = new Date("2026-04-18T06:30:00Z");
const delivery: DeliveryContext = { deliveryId: "d-1", firstAttemptAt: now, mayRepeat: false };

let desk: TeamsDesk;
beforeEach(async () => {
  desk = await openTeamsDesk({ clock: fixedClock(now) });
});
afterEach(() => desk.close());

describe("a report posted to Teams", () => {
  it("is one card that Teams takes, with the headline in the notification", async () => {
    const message = await desk.surface.post(desk.target, sampleReport, delivery);

    expect(desk.connector.complaints).toEqual([]);
    expect(desk.connector.posted).toHaveLength(1);
    const [posted] = desk.connector.posted;
    expect(message).toEqual({ target: desk.target, messageId: posted?.id });
    expect(posted?.conversation).toBe(desk.target);
    expect(posted?.activity).toMatchObject({ type: "message", summary: sampleReport.summary });
    expect(posted?.activity.text).toBeUndefined();
    expect(posted?.token).toBe(botToken);
  });

  it("is what render shows, byte for byte", async () => {
    const rendered = await desk.surface.render(sampleReport);
    await desk.surface.post(desk.target, sampleReport, delivery);

    expect(desk.connector.posted[0]?.activity).toEqual(JSON.parse(JSON.stringify(rendered.payload)));
    expect(JSON.stringify((await desk.surface.render(sampleReport)).payload)).toBe(
      JSON.stringify(rendered.payload),
    );
    expect(rendered.files.map(({ name }) => name)).toEqual([
      "good-morning-billing-first-response-time-by-day.png",
    ]);
  });

  it("is rendered without a picture that cannot be drawn", async () => {
    const draw = async () => Promise.reject(new Error("no font"));
    const poor = await openTeamsDesk({ drawer: { draw, publicUrl: () => undefined } });

    expect((await poor.surface.render(sampleReport)).files).toEqual([]);
    await poor.close();
  });

  it("goes to the channel when the target names a thread", async () => {
    await desk.surface.post(`${desk.target};messageid=1700000000000`, sampleReport, delivery);

    expect(desk.connector.posted[0]?.conversation).toBe(desk.target);
  });

  it("says in the card that it may be a repeat", async () => {
    await desk.surface.post(desk.target, sampleReport, { ...delivery, mayRepeat: true });

    expect(desk.connector.complaints).toEqual([]);
    expect(JSON.stringify(desk.connector.posted[0]?.activity)).toContain("you may see this twice");
  });
});

describe("a failed post to Teams", () => {
  const answer = (status: number, code?: string, headers = {}): Fault => ({
    kind: "answer",
    status,
    headers,
    ...(code ? { code } : {}),
  });

  it.each([
    ["429 with Retry-After in seconds", answer(429, "", { "retry-after": "17" }), "retry", 17_000],
    [
      "429 with Retry-After as a date",
      answer(429, "", { "retry-after": "Sat, 18 Apr 2026 06:30:42 GMT" }),
      "retry",
      42_000,
    ],
    ["412", answer(412, "PreconditionFailed"), "retry", undefined],
    ["502", answer(502), "retry", undefined],
    ["503", answer(503), "retry", undefined],
    ["500", answer(500), "unclear", undefined],
    ["504", answer(504), "unclear", undefined],
    ["401", answer(401), "refused", undefined],
    ["400", answer(400, "BadSyntax"), "refused", undefined],
    ["413", answer(413, "MessageSizeTooBig"), "refused", undefined],
    ["403 for a bot that was removed", answer(403, "BotNotInConversationRoster"), "target-gone", undefined],
    ["403 for an old service address", answer(403, "InvalidBotApiHost"), "refused", undefined],
    ["404", answer(404, "ConversationNotFound"), "target-gone", undefined],
    ["a redirect", answer(307, "", { location: "http://127.0.0.1:9/elsewhere" }), "refused", undefined],
    ["a cut connection", { kind: "drop-before" } as const, "unclear", undefined],
    ["a connection cut after the message was taken", { kind: "drop-after" } as const, "unclear", undefined],
  ])("with %s is told apart", async (_, fault, failure, retryAfterMs) => {
    desk.connector.failNext(fault);

    const error = await failureOf(desk);

    expect(error).toMatchObject({ failure, retryAfterMs });
    expect(error.message).toMatch(/Teams/);
  });

  it("with no answer in time is unclear", async () => {
    const impatient = await openTeamsDesk({ timeoutMs: 200 });
    impatient.connector.failNext({ kind: "silent" });

    const error = await failureOf(impatient);

    expect(error.failure).toBe("unclear");
    expect(impatient.connector.posted).toHaveLength(1);
    await impatient.close();
  });

  it("because nobody listens may be tried again", async () => {
    await desk.connector.close();

    expect(await failureOf(desk)).toMatchObject({ failure: "retry" });
  });

  it("is not tried again by the SDK", async () => {
    desk.connector.failNext(answer(503), answer(503));
    await failureOf(desk);
    await failureOf(desk);
    await desk.surface.post(desk.target, sampleReport, delivery);

    expect(desk.connector.posted).toHaveLength(1);
  });

  it("names the secret when the token is refused", async () => {
    desk.connector.failNext(answer(401));

    expect((await failureOf(desk)).message).toContain("TEAMS_CLIENT_SECRET");
  });
});

describe("a target", () => {
  it("that the bot never heard from is refused with the remedy", async () => {
    const error = await failureOf(desk, "19:unknown@thread.tacv2");

    expect(error.failure).toBe("refused");
    expect(error.message).toContain("19:unknown@thread.tacv2");
    expect(error.message).toContain("install the app");
  });

  it("whose service address is not Microsoft's gets no message and no token", async () => {
    await desk.references.save({ target: "19:evil@thread.tacv2", serviceUrl: "http://127.0.0.1:1/evil" });

    const error = await failureOf(desk, "19:evil@thread.tacv2");

    expect(error).toMatchObject({ failure: "refused" });
    expect(error.message).toContain("not Microsoft's");
  });
});

describe("the bot's token", () => {
  it.each([
    ["a wrong secret", "invalid_client: AADSTS7000215: Invalid client secret provided", "refused"],
    ["an unreachable token service", "network_error: Network request failed", "retry"],
  ])("that cannot be had for %s posts nothing", async (_, text, failure) => {
    const other = await openTeamsDesk({
      token: async () => {
        throw new Error(text);
      },
    });

    expect(await failureOf(other)).toMatchObject({ failure });
    expect(other.connector.posted).toEqual([]);
    await other.close();
  });
});

async function failureOf(at: TeamsDesk, target = at.target): Promise<DeliveryError> {
  const error = await at.surface.post(target, sampleReport, delivery).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
}
