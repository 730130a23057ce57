import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { liveTraffic } from "../../src/demo/live-traffic.ts";
import { parseEvent } from "../../src/events/parse-event.ts";

const MINUTE = 60_000;
const moment = new Date("2026-11-20T07:30:00Z");
const minute = (minutes: number) => new Date(moment.getTime() + minutes * MINUTE);
const hours = liveTraffic(moment, new Date(0), minute(300));

describe("what happens at the sample desk while somebody watches", () => {
  it("is the same however often it is asked for", () => {
    const steps = Array.from({ length: 640 }, (_, step) =>
      liveTraffic(moment, minute((step - 40) / 2), minute((step - 39) / 2)),
    );

    expect(steps.flat()).toEqual(hours.filter(({ at }) => at > minute(-20)));
    expect(new Set(hours.map(({ id }) => id)).size).toBe(hours.length);
  });

  it("is taken by the door", () => {
    const strange = hours.filter((event) => {
      const { source, id, type, at, data } = event;
      const parsed = parseEvent({ source, id, type, time: at.toISOString(), data }, { now: minute(300) });
      return !isDeepStrictEqual(parsed, { ok: true, event });
    });

    expect(strange).toEqual([]);
  });

  it("is never so much at once that its alerts are told of in one message", () => {
    const opened = hours.filter((event) => event.type === "conversation.opened");

    for (const { at } of opened) {
      const near = opened.filter(
        (other) => other.at >= at && other.at.getTime() < at.getTime() + 10 * MINUTE,
      );
      expect(near.length).toBeLessThanOrEqual(5);
    }
  });

  it("begins with some that are in danger at the desk's moment, and has answers in time and too late", () => {
    const waits = hours.flatMap((event) => {
      if (event.type !== "message.sent") return [];
      const opened = hours.find(
        ({ subject, type }) => subject.id === event.subject.id && type === "conversation.opened",
      );
      return [(event.at.getTime() - (opened?.at.getTime() ?? 0)) / MINUTE];
    });
    const waiting = (minutes: number) =>
      hours.filter(
        (event) =>
          event.type === "conversation.opened" &&
          event.at.getTime() + minutes * MINUTE <= moment.getTime() &&
          !hours.some(
            (other) =>
              other.type === "message.sent" && other.subject.id === event.subject.id && other.at <= moment,
          ),
      ).length;

    expect([waiting(12), waiting(15)]).toEqual([3, 2]);
    expect(waits.every((minutes) => minutes > 12 && minutes < 25)).toBe(true);
    expect(waits.some((minutes) => minutes < 15) && waits.some((minutes) => minutes > 15)).toBe(true);
  });
});
