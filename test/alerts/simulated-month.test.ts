import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandDesk, commandDesk } from "../support/command-desk.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { playedDesk } from "./simulated-month/played-desk.ts";
import { monthDesk } from "./simulated-month/promises.ts";
import { randomMonth } from "./simulated-month/random-month.ts";
import { type Simulated, simulate } from "./simulated-month/simulate.ts";

let database: TestDatabase;
let people: CommandDesk;
beforeAll(async () => {
  database = await testDatabase();
  people = commandDesk(database);
});
afterAll(() => database.close());

/** More months by SIMULATED_MONTHS, others by SIMULATED_FROM, larger ones by SIMULATED_CONVERSATIONS. */
const wanted = (name: string, usual: number) => Number(process.env[name] ?? usual);
const first = wanted("SIMULATED_FROM", 1);
const seeds = Array.from({ length: wanted("SIMULATED_MONTHS", 2) }, (_, index) => first + index);
const conversations = wanted("SIMULATED_CONVERSATIONS", 28);
const months: Simulated[] = [];
const TIMEOUT_MS = 300_000;

describe.each(seeds)("a month of a desk on which anything may happen (seed %i)", (seed) => {
  const desk = monthDesk(seed);
  let month: Simulated;
  beforeAll(async () => {
    const played = await playedDesk(database, people, desk);
    month = await simulate(seed, desk, randomMonth(seed, desk, conversations), played);
    months.push(month);
  }, TIMEOUT_MS);

  it("has each warning and breach of the independent computation, once a place, with the right last words", () => {
    expect(month.differences.slice(0, 3).join("\n\n")).toBe("");
  });
});

it("is no test without something of everything", () => {
  const happened = months.flatMap(({ alerts }) =>
    alerts.flatMap(({ story, places }) => [
      ...story.map(({ what }) => /^[a-z-]+/.exec(what)?.[0]),
      ...places.values(),
    ]),
  );
  const everything = ["at-risk", "breached", "resolved", "cancelled", "taken", "not", "escalated"];
  expect([...new Set(happened)]).toEqual(expect.arrayContaining([...everything, "posted"]));
});
