import { expect, it } from "vitest";
import { inflected } from "../../src/sentiment/dutch-forms.ts";

it.each([
  ["vriendelijk", "vriendelijke"],
  ["slecht", "slechte"],
  ["snel", "snelle"],
  ["boos", "boze"],
  ["traag", "trage"],
  ["lief", "lieve"],
  ["dom", "domme"],
  ["waardeloos", "waardeloze"],
  ["behulpzaam", "behulpzame"],
  ["mooi", "mooi"],
])("the inflected form of %s is %s", (adjective, form) => {
  expect(inflected(adjective)).toBe(form);
});
