import { describe, expect, it } from "vitest";
import { ann, at, ben, factsOf, type Line } from "./timetable.ts";

function ratingsOf(...lines: readonly Line[]) {
  return factsOf(["09:00", "conversation.opened"], ...lines).ratings;
}

describe("a rating", () => {
  it("is the last answer of its kind in an episode", () => {
    const ratings = ratingsOf(
      ["10:00", "conversation.resolved"],
      ["10:10", "survey.answered", { survey: "csat", score: 1 }],
      ["10:20", "survey.answered", { survey: "nps", score: 9 }],
      ["10:30", "survey.answered", { survey: "csat", score: 5 }],
      ["11:00", "conversation.reopened"],
      ["11:30", "survey.answered", { survey: "csat", score: 2 }],
    );

    expect(ratings.map((row) => [row.no, row.survey, row.score, row.at])).toEqual([
      [1, "nps", 9, at("10:20")],
      [2, "csat", 5, at("10:30")],
      [3, "csat", 2, at("11:30")],
    ]);
  });

  it("belongs to the agent named, else who replied last before it, else the assignee then", () => {
    const answer: Line = ["10:00", "survey.answered", { survey: "csat", score: 4 }];
    const assigned: Line = ["09:05", "conversation.assigned", { agent: "cat", team: "billing" }];
    const replies: Line[] = [
      ["09:10", "message.sent", ben],
      ["09:20", "message.sent", ann],
      ["11:00", "message.sent", ben],
    ];

    expect(ratingsOf(answer, assigned, ...replies)).toMatchObject([{ agent: "ann", team: "billing" }]);
    expect(ratingsOf(answer, assigned)).toMatchObject([{ agent: "cat", team: "billing" }]);
    expect(ratingsOf(answer)).toMatchObject([{ agent: null, team: null }]);
    expect(
      ratingsOf(["10:00", "survey.answered", { survey: "csat", score: 4, agent: "dan" }], ...replies),
    ).toMatchObject([{ agent: "dan" }]);
  });

  it.each([
    ["csat", 4, undefined, true],
    ["csat", 3, undefined, false],
    ["nps", 8, undefined, true],
    ["nps", 7, undefined, false],
    ["ces", 2, undefined, true],
    ["ces", 3, undefined, false],
    ["effectiveness", 4, undefined, true],
    ["csat", 3, { min: 0, max: 4, betterIs: "higher" }, true],
    ["csat", 2, { min: 0, max: 4, betterIs: "higher" }, false],
    ["csat", 1, { min: 0, max: 4, betterIs: "lower" }, true],
    ["ces", 6, { min: 1, max: 7, betterIs: "higher" }, true],
  ])("of %s %d on scale %j is positive: %s", (survey, score, scale, isPositive) => {
    expect(ratingsOf(["10:00", "survey.answered", { survey, score, scale }])).toMatchObject([{ isPositive }]);
  });

  it.each([
    ["happy", true],
    ["good", true],
    ["neutral", false],
    ["sad", false],
    ["bad", false],
  ])("of the word %s is positive: %s", (answer, isPositive) => {
    expect(ratingsOf(["10:00", "survey.answered", { survey: "smiley", answer }])).toMatchObject([
      { isPositive, answer, score: null, scaleMin: null, scaleMax: null },
    ]);
  });

  it("carries its scale, the usual one of its kind where it names none", () => {
    const scales = (["csat", "nps", "ces", "friendliness"] as const).map((survey) =>
      ratingsOf(["10:00", "survey.answered", { survey, score: 5 }]).map((row) => [
        row.scaleMin,
        row.scaleMax,
      ]),
    );

    expect(scales).toEqual([[[1, 5]], [[0, 10]], [[1, 7]], [[1, 5]]]);
  });

  it("is not made by an offer", () => {
    expect(ratingsOf(["10:00", "survey.offered", { survey: "csat" }])).toEqual([]);
  });
});
