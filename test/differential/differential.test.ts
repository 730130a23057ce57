import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { agentsDifferences } from "./agents-differences.ts";
import { arrivalNames, arrivals } from "./arrivals.ts";
import { dice } from "./dice.ts";
import { differences } from "./differences.ts";
import { type Desk, deskOf } from "./oracle/desk.ts";
import { randomConfig } from "./random-config.ts";
import { randomDesk } from "./random-desk.ts";
import { everyBreakdown, randomQuestion } from "./random-question.ts";
import { isTurnOf, middleOf, ofSeed, seeds, spans, usual, zones } from "./seeds.ts";
import { configureProduct, tellProduct } from "./tell-product.ts";

const now = new Date("2026-11-20T00:00:00Z");

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe.each(seeds)("a desk on which anything may happen (seed %i)", (seed) => {
  const account = `desk-${seed}`;
  const span = ofSeed(spans, seed);
  const random = dice(-seed);
  const config = randomConfig(random, zones);
  const anyQuestions = Array.from({ length: 6 }, () => randomQuestion(random, span, random.pick(zones), now));
  let desk: Desk;
  // Many desks would be too much to remember.
  afterAll(() => {
    desk = deskOf([]);
  });
  beforeAll(async () => {
    const batches = arrivals[ofSeed(arrivalNames, seed)](randomDesk(seed, span, 70), random);
    await tellProduct(database.db, account, batches);
    await configureProduct(database.db, account, config);
    desk = deskOf(batches.flat(), config);
  });

  it("has the oracle's answers to every KPI, in total and by each dimension", async () => {
    const asked = { ...usual, ...middleOf(span), timezone: ofSeed(zones, seed), now };
    const questions = everyBreakdown(asked).filter((_, index) => isTurnOf(seed, index));

    expect(await differences(database.db, account, desk, questions)).toEqual([]);
  });

  it("has the oracle's answers to any question", async () => {
    expect(await differences(database.db, account, desk, anyQuestions)).toEqual([]);
  });

  it("has the oracle's rows in the table of agents", async () => {
    for (const asked of anyQuestions)
      expect(await agentsDifferences(database.db, account, desk, asked)).toEqual([]);
  });
});

describe("events that arrive", () => {
  const [span] = spans;
  const events = randomDesk(99, span, 50);

  it.each(arrivalNames)("%s, give the same answers", async (arrival) => {
    await tellProduct(database.db, arrival, arrivals[arrival](events, dice(7)));
    const questions = everyBreakdown({ ...usual, ...middleOf(span), timezone: "Europe/Amsterdam", now });

    expect(await differences(database.db, arrival, deskOf(events), questions.slice(0, 1))).toEqual([]);
  });
});
