import { expect, it } from "vitest";
import { findAgent, findPerson, findTeam } from "../../src/people/find-in-directory.ts";
import { mergedDirectory } from "../../src/people/merged-directory.ts";
import { knownAgent } from "../support/viewers.ts";

const directory = mergedDirectory(
  {
    people: [{ email: "max@example.com", name: "Max Weber", role: "manager" }],
    teams: { billing: { name: "Billing & Refunds" } },
  },
  [
    knownAgent("17", { name: "Ada Lovelace", email: "ada@example.com" }),
    knownAgent("18", { name: "Ada Byron", email: "ada.b@example.com" }),
    knownAgent("19", { name: "José Núñez" }),
    knownAgent("20", { name: "17" }),
  ],
);

it.each([
  ["17", "17"],
  ["ADA@example.com", "17"],
  ["ada byron", "18"],
  ["lovelace", "17"],
  ["jose", "19"],
  [" José Núñez ", "19"],
])("an agent is found by %s", (words, id) => {
  expect(findAgent(directory, words).id).toBe(id);
});

it("a word that several share is not guessed at", () => {
  expect(() => findAgent(directory, "ada")).toThrow(
    '"ada" could be Ada Lovelace (ada@example.com) or Ada Byron (ada.b@example.com): say which by what stands in brackets.',
  );
});

it("a mistyped name gets the nearest", () => {
  expect(() => findAgent(directory, "lovelase")).toThrow('"lovelase" is no agent: did you mean Lovelace?');
  expect(() => findTeam(directory, "biling")).toThrow('"biling" is no team: did you mean Billing?');
  expect(() => findTeam(directory, "zzzzzzzzzz")).toThrow("there are Billing & Refunds.");
});

it("nothing is found by nothing", () => {
  expect(() => findAgent(directory, " ")).toThrow("is no agent");
});

it("who is no agent is found among the people only", () => {
  expect(findPerson(directory, "weber").role).toBe("manager");
  expect(() => findAgent(directory, "weber")).toThrow("is no agent");
  expect(findTeam(directory, "billing & refunds").id).toBe("billing");
});
