import { describe, expect, it } from "vitest";
import { alertLine, promiseEnd } from "../../src/commands/alert-line.ts";
import { AskBack } from "../../src/commands/ask-back.ts";

const now = new Date("2026-03-18T13:10:30Z");
/** 14:10 in Amsterdam. */
const end = (words: string, at = now) => promiseEnd(alertLine(words), at, "Europe/Amsterdam");
const minutes = (words: string) => (end(words).getTime() - now.getTime()) / 60_000;

describe("the number of an alert", () => {
  it("is found however it is written", () => {
    for (const words of ["12", "#12", "# 12", " 12 ", "alert 12", "Alert #12", "no. 12", "12.", "12 please"])
      expect(alertLine(words), words).toEqual({ episodeId: 12, rest: "" });
    expect(alertLine("#12, for half an hour")).toEqual({ episodeId: 12, rest: "for half an hour" });
  });

  it("is asked back for where there is none", () => {
    for (const words of ["", "it", "30m", "12m", "1.5h", "twelve", "-12", "12345678901234567890"])
      expect(() => alertLine(words), words).toThrow(AskBack);
  });
});

describe("the time that somebody promises", () => {
  it("is a span, of minutes unless said", () => {
    for (const words of ["30", "30m", "30 min", "30 Minutes", "for 30 min", "in 30m", "half an hour", "0.5h"])
      expect(minutes(`12 ${words}`), words).toBe(30);
    for (const words of ["1h", "1 hour", "60", "an hour", "for an hour."])
      expect(minutes(`12 ${words}`), words).toBe(60);
    for (const words of ["1.5h", "1,5 h", "1h30", "1h 30m", "1 hour and 30 minutes", "90 min"])
      expect(minutes(`12 ${words}`), words).toBe(90);
  });

  it("or the next time that the asker's clock shows it", () => {
    for (const words of [
      "until 15:00",
      "till 3pm",
      "by 15.00",
      "until 3",
      "until 15h",
      "to 3 pm",
      "15:00",
      "3pm please",
    ])
      expect(end(`12 ${words}`), words).toEqual(new Date("2026-03-18T14:00:00Z"));
    expect(end("12 until 00:30", new Date("2026-03-18T22:00:00Z"))).toEqual(new Date("2026-03-18T23:30:00Z"));
    // The clocks go from 2:00 to 3:00 in that night.
    expect(end("12 until 3:30", new Date("2026-03-28T23:00:00Z"))).toEqual(new Date("2026-03-29T01:30:00Z"));
  });

  it("is from a minute to eight hours", () => {
    expect(minutes("12 8h")).toBe(480);
    for (const words of [
      "0",
      "0m",
      "481",
      "9h",
      "9d",
      "until 9:00",
      "until 25:00",
      "until 13pm",
      "soon",
      "-5m",
      "1e1",
    ])
      expect(() => end(`12 ${words}`), words).toThrow(/From a minute to 8 hours/);
  });
});
