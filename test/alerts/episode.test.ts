import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Episode, type EpisodeClock, follow, isOver, stateOf } from "../../src/alerts/episode.ts";
import { escalationAt, nextToTell } from "../../src/alerts/escalation.ts";

const MINUTE = 60_000;
const minute = (no: number) => new Date(no * MINUTE);

/** Warned at 30, due at 60. */
const running: EpisodeClock = {
  ending: null,
  dueAt: minute(60),
  warnAt: [minute(30)],
  pausedAt: null,
  stoppedAt: null,
};

describe("an episode", () => {
  it("is what its clock is", () => {
    expect(stateOf(running, minute(29))).toBe("in-time");
    expect(stateOf(running, minute(30))).toBe("at-risk");
    expect(stateOf(running, minute(60))).toBe("at-risk");
    expect(stateOf(running, minute(61))).toBe("breached");
    expect(stateOf({ ...running, dueAt: null, pausedAt: minute(40) }, minute(70))).toBe("paused");
    expect(stateOf({ ...running, ending: "met" }, minute(61))).toBe("resolved");
    expect(stateOf({ ...running, ending: "breached" }, minute(61))).toBe("resolved");
    expect(stateOf({ ...running, ending: "cancelled" }, minute(61))).toBe("cancelled");
    expect(stateOf(undefined, minute(61))).toBe("cancelled");
  });

  it("is the same however often and whenever it was looked at before", () => {
    const looks = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 5 });
    fc.assert(
      fc.property(looks, fc.integer({ min: 0, max: 120 }), (before, last) => {
        const fresh: Episode = { state: "in-time", breachedAt: null, endedAt: null, acknowledgement: null };
        const watched = before
          .toSorted((a, b) => a - b)
          .reduce<Episode>((episode, no) => follow(episode, running, minute(no)).episode, fresh);

        expect(follow(watched, running, minute(last)).episode).toEqual(
          follow(fresh, running, minute(last)).episode,
        );
      }),
    );
  });

  it("keeps a promise over the breach, and forgets that it was fine", () => {
    const atRisk = { state: "at-risk", breachedAt: null, endedAt: null } as const;
    const of = (until: Date | null) =>
      follow({ ...atRisk, acknowledgement: { by: "a", name: "A", until } }, running, minute(61)).episode;

    expect(of(minute(90)).acknowledgement).toEqual({ by: "a", name: "A", until: minute(90) });
    expect(of(null).acknowledgement).toBeNull();
    expect(isOver(of(null).state)).toBe(false);
  });
});

describe("an escalation", () => {
  const steps = [
    { after: 15 * MINUTE, to: "kim" },
    { after: 45 * MINUTE, to: "max" },
  ];
  const breached = {
    state: "breached",
    breachedAt: minute(60),
    endedAt: null,
    acknowledgement: null,
    escalatedTo: [],
    escalatedAt: null,
    toldAt: minute(30),
  } as const;

  it("comes so long after the breach, and the next so long after that", () => {
    expect(escalationAt(breached, steps)).toEqual(minute(75));
    const once = { ...breached, escalatedTo: ["kim"], escalatedAt: minute(75) };
    expect(escalationAt(once, steps)).toEqual(minute(105));
    expect(escalationAt({ ...once, escalatedTo: ["kim", "max"] }, steps)).toBeNull();
  });

  it("counts from when it could be told of, and waits for a promise", () => {
    expect(escalationAt({ ...breached, toldAt: minute(100) }, steps)).toEqual(minute(115));
    const promised = { ...breached, acknowledgement: { by: "a", name: "A", until: minute(200) } };
    expect(escalationAt(promised, steps)).toEqual(minute(200));
    expect(
      escalationAt({ ...breached, acknowledgement: { by: "a", name: "A", until: null } }, steps),
    ).toBeNull();
  });

  it("goes to the first who is on shift, else to the first", () => {
    expect(nextToTell(steps, [], (to) => to === "max")).toBe("max");
    expect(nextToTell(steps, [], () => false)).toBe("kim");
    expect(nextToTell(steps, ["max"], (to) => to === "max")).toBe("kim");
    expect(nextToTell(steps, ["max", "kim"], () => true)).toBeUndefined();
  });
});
