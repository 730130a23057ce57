import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { zoned } from "../../src/calendar/zoned.ts";
import { DEMO_TIMEZONE, demoAgents, demoHours, demoTeams } from "../../src/demo/demo-team.ts";
import { demoChannels } from "../../src/demo/demo-topics.ts";
import { sampleDesk } from "../../src/demo/sample-desk.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import type { DeskEvent, EventType } from "../../src/events/vocabulary.ts";

const until = new Date("2026-11-20T07:30:00Z");
const events = sampleDesk({ seed: 1, until });

describe("the sample desk", () => {
  it("is the same for the same seed, and another for another", () => {
    const short = { until, weeks: 2 };

    expect(sampleDesk({ seed: 1, ...short })).toEqual(sampleDesk({ seed: 1, ...short }));
    expect(sampleDesk({ seed: 2, ...short })).not.toEqual(sampleDesk({ seed: 1, ...short }));
  });

  it("tells only events that the door takes, as the door reads them", () => {
    const strange = events.filter((event) => {
      const { source, id, type, at, data } = event;
      const parsed = parseEvent({ source, id, type, time: at.toISOString(), data }, { now: until });
      return !isDeepStrictEqual(parsed, { ok: true, event });
    });

    expect(strange).toEqual([]);
  });

  it("has twelve weeks of some 45,000 events, each with its own id, in order, none after its end", () => {
    const times = events.map(({ at }) => at.getTime());

    expect(events.length).toBeGreaterThan(35_000);
    expect(events.length).toBeLessThan(50_000);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)).toBeLessThanOrEqual(until.getTime());
    expect(dateOf(events[0])).toBe("2026-08-28");
  });

  it("has all teams, agents and channels", () => {
    const opened = of("conversation.opened").map(({ data }) => data);
    const senders = of("message.sent").flatMap(({ data }) =>
      data.author.kind === "agent" ? [data.author.id] : [],
    );

    expect(new Set(opened.map(({ team }) => team))).toEqual(new Set(demoTeams));
    expect(new Set(opened.map(({ channel }) => channel))).toEqual(new Set(demoChannels));
    expect(new Set(senders)).toEqual(new Set(demoAgents.map(({ id }) => id)));
    expect(of("agent.updated").map(({ data }) => data.name)).toContain("Amira Haddad");
  });

  it("is quieter at the weekend and at night", () => {
    const opened = of("conversation.opened").map((event) => zoned(event.at, DEMO_TIMEZONE));
    const share = (wanted: (time: (typeof opened)[number]) => boolean) =>
      opened.filter(wanted).length / opened.length;

    expect(share(({ dayOfWeek }) => dayOfWeek > 5)).toBeLessThan(0.2);
    expect(share(({ dayOfWeek }) => dayOfWeek > 5)).toBeGreaterThan(0.1);
    expect(share(({ hour }) => hour < 7)).toBeLessThan(0.05);
  });

  it("answers only while the team is open", () => {
    const teamOf = new Map(demoAgents.map(({ id, team }) => [id, team]));
    const early = of("message.sent").filter(({ at, data }) => {
      if (data.author.kind !== "agent") return false;
      const time = zoned(at, DEMO_TIMEZONE);
      const [opens, closes] = demoHours[teamOf.get(data.author.id) ?? "billing"][
        weekdayOf(time.dayOfWeek)
      ] ?? [24, 0];
      const hour = time.hour + time.minute / 60 + time.second / 3600;
      return hour < opens || hour >= closes;
    });

    expect(early).toEqual([]);
  });

  it("reopens some four in a hundred, rates a quarter, and knows spam and merges", () => {
    const resolved = of("conversation.resolved").length;

    expect(of("conversation.reopened").length / resolved).toBeGreaterThan(0.025);
    expect(of("conversation.reopened").length / resolved).toBeLessThan(0.055);
    expect(ratings().length / resolved).toBeGreaterThan(0.2);
    expect(ratings().length / resolved).toBeLessThan(0.3);
    for (const type of [
      "conversation.discarded",
      "conversation.merged",
      "conversation.snoozed",
      "note.added",
    ] as const) {
      expect(of(type).length, type).toBeGreaterThan(10);
    }
    expect(of("conversation.handed-over").length).toBeGreaterThan(300);
  });

  it("has a bad yesterday whose cause can be seen: failed payments on chat, and one of the team is away", () => {
    const failed = (date: string) =>
      of("conversation.opened").filter(
        (event) =>
          dateOf(event) === date && event.data.topic === "payment failed" && event.data.channel === "chat",
      ).length;
    const before = ["2026-11-17", "2026-11-18"].map(failed);
    const [absence, ...others] = of("agent.absent").filter(({ data }) => data.plannedHours === 0);
    const ofAbsent = of("message.sent").filter(({ data }) => data.author.id === absence?.data.agent);

    expect(failed("2026-11-19")).toBeGreaterThan(3 * Math.max(...before));
    expect(dateOf(absence)).toBe("2026-11-19");
    expect(others).toEqual([]);
    expect(ofAbsent.some((event) => dateOf(event) === "2026-11-18")).toBe(true);
    expect(ofAbsent.some((event) => dateOf(event) === "2026-11-19")).toBe(false);
  });

  it("rates the bad day badly", () => {
    const good = (wanted: (date: string) => boolean) => {
      const scores = ratings().filter((event) => wanted(dateOf(event)));
      return scores.filter(({ data }) => (data.score ?? 0) >= 4).length / scores.length;
    };

    expect(good((date) => date === "2026-11-19")).toBeLessThan(0.7);
    expect(good((date) => date < "2026-11-19")).toBeGreaterThan(0.85);
  });

  it("can be told of any moment, also around changes to and from summer time", () => {
    for (const [seed, moment] of [
      "2026-03-30T06:30:00Z",
      "2026-10-26T07:30:00Z",
      "2027-01-01T00:00:00Z",
    ].entries()) {
      const told = sampleDesk({ seed, until: new Date(moment), weeks: 1 });
      expect(told.length).toBeGreaterThan(1000);
      expect(told.every(({ at }) => at.getTime() <= Date.parse(moment))).toBe(true);
    }
  });
});

function of<T extends EventType>(type: T): readonly Extract<DeskEvent, { type: T }>[] {
  return events.filter((event): event is Extract<DeskEvent, { type: T }> => event.type === type);
}

function ratings() {
  return of("survey.answered").filter(({ data }) => data.survey === "csat");
}

function dateOf(event: DeskEvent | undefined): string {
  return event === undefined ? "" : zoned(event.at, DEMO_TIMEZONE).toPlainDate().toString();
}

function weekdayOf(day: number): keyof (typeof demoHours)["billing"] {
  const names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
  return names[day - 1] ?? "monday";
}
