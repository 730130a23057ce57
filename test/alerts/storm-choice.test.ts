import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseStorm,
  hasRoomAgain,
  type NewAlert,
  type RecentMessage,
  type Rush,
  type Traits,
} from "../../src/alerts/storm-choice.ts";

const MINUTE = 60_000;
const limits = { storm: { alerts: 3, within: 10 * MINUTE }, perHour: 10 };
const noon = Date.parse("2026-03-02T12:00:00Z");
const at = (minutes: number) => new Date(noon + minutes * MINUTE);
const nothing: Traits = { topic: null, product: null, team: null, channel: null };
const own = { kind: "own" };

function messages(count: number, traits: Traits | null, minutes = -1): RecentMessage[] {
  return Array.from({ length: count }, () => ({ at: at(minutes), traits }));
}

function chosen(traits: Traits | null, recent: RecentMessage[], raging: Rush[] = [], heldWith = 0) {
  return chooseStorm({ recent, raging }, { traits, heldWith }, limits, at(0));
}

describe("a new alert", () => {
  const refund = { topic: "refund", product: "shoes", team: "billing", channel: "chat" };

  it("has a message of its own until as many as the limit share something with it", () => {
    expect(chosen(refund, messages(2, refund))).toEqual(own);
    expect(chosen(refund, messages(3, { ...refund, topic: "login", product: null }))).toMatchObject({
      rush: { shares: "team", value: "billing" },
    });
  });

  it("begins the narrowest rush that explains it: by topic, then product, then team, then channel", () => {
    const begun = (missing: Partial<Traits>) => chosen(refund, messages(3, { ...refund, ...missing }));

    expect(begun({})).toEqual({ kind: "open", rush: { shares: "topic", value: "refund" } });
    expect(begun({ topic: null })).toEqual({ kind: "open", rush: { shares: "product", value: "shoes" } });
    expect(begun({ topic: null, product: null, team: null })).toEqual({
      kind: "open",
      rush: { shares: "channel", value: "chat" },
    });
  });

  it("shares nothing by what both do not have", () => {
    expect(chosen(nothing, messages(5, nothing))).toEqual(own);
  });

  it("is not in a rush with what was told longer ago", () => {
    expect(chosen(refund, messages(3, refund, -10))).toEqual(own);
  });

  it("joins a rush that goes on, however few have come lately", () => {
    const team = { shares: "team", value: "billing" } as const;
    expect(chosen(refund, [], [team])).toEqual({ kind: "join", rush: team });
    expect(chosen({ ...refund, team: "sales" }, [], [team])).toEqual(own);
  });

  it("makes no wider rush of what a narrower one explains already", () => {
    const topic = { shares: "topic", value: "refund" } as const;
    expect(chosen({ ...refund, topic: "login", product: null }, messages(3, refund), [topic])).toEqual(own);
  });

  it("is the first that is held back where the hour has room for one message only", () => {
    const others = messages(9, null, -59);
    const hour = { shares: "hour", value: "" } as const;
    expect(chosen(nothing, others)).toEqual({ kind: "open", rush: hour });
    expect(chosen(null, others)).toEqual({ kind: "open", rush: hour });
    expect(chosen(nothing, others.slice(1))).toEqual(own);
    expect(chosen(nothing, messages(9, null, -60))).toEqual(own);
    expect(chosen(null, [], [hour])).toEqual({ kind: "join", rush: hour });
  });

  it("of quiet hours is rounded up with others, and alone has its own message", () => {
    const quiet = { shares: "quiet", value: "" } as const;
    expect(chosen(nothing, [], [], 1)).toEqual(own);
    expect(chosen(nothing, [], [], 2)).toEqual({ kind: "open", rush: quiet });
    expect(chosen(nothing, [], [quiet], 1)).toEqual({ kind: "join", rush: quiet });
    expect(chosen(nothing, [], [quiet])).toEqual(own);
  });

  it("finds room again where half of the hour is free", () => {
    const room = (count: number) =>
      hasRoomAgain({ recent: messages(count, null), raging: [] }, limits, at(0));
    expect([room(5), room(6)]).toEqual([true, false]);
  });
});

describe("any stream of alerts", () => {
  const word = fc.option(fc.constantFrom("a", "b"), { nil: null });
  const alert = fc.record({
    afterSeconds: fc.integer({ min: 0, max: 400 }),
    traits: fc.option(fc.record({ topic: word, product: word, team: word, channel: word }), { nil: null }),
    heldWith: fc.constantFrom(0, 0, 0, 1, 3),
    endsRush: fc.boolean(),
  });

  it("sends a place no more messages an hour than the limit, and tells of each alert in one place", () => {
    fc.assert(
      fc.property(fc.array(alert, { maxLength: 150 }), (stream) => {
        const sent: RecentMessage[] = [];
        let raging: Rush[] = [];
        let now = noon;
        for (const { afterSeconds, endsRush, ...one } of stream) {
          now += afterSeconds * 1000;
          const instant = new Date(now);
          if (endsRush) raging = raging.filter(({ shares }, no) => no > 0 || shares === "hour");
          if (hasRoomAgain({ recent: sent, raging }, limits, instant))
            raging = raging.filter(({ shares }) => shares !== "hour");
          const newAlert: NewAlert = one;
          const choice = chooseStorm({ recent: sent, raging }, newAlert, limits, instant);
          if (choice.kind === "own") sent.push({ at: instant, traits: one.traits });
          else {
            const isRaging = raging.some(
              ({ shares, value }) => shares === choice.rush.shares && value === choice.rush.value,
            );
            expect(isRaging).toBe(choice.kind === "join");
            if (isRaging) continue;
            raging.push(choice.rush);
            sent.push({ at: instant, traits: null });
          }
          const inHour = sent.filter((message) => message.at.getTime() > now - 60 * MINUTE);
          expect(inHour.length).toBeLessThanOrEqual(limits.perHour);
        }
      }),
      { numRuns: 200 },
    );
  });
});
