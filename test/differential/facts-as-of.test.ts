import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withFactsAsOf } from "../../src/store/facts-as-of.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Dice, dice } from "./dice.ts";
import { type Asked, differences } from "./differences.ts";
import { deskOf } from "./oracle/desk.ts";
import { wallClock } from "./oracle/local-time.ts";
import { dateBefore, startOfDate } from "./oracle/period-before.ts";
import { randomConfig } from "./random-config.ts";
import { randomDesk } from "./random-desk.ts";
import { everyBreakdown } from "./random-question.ts";
import { randomInstant } from "./random-time.ts";
import { ofSeed, seeds, spans, usual, zones } from "./seeds.ts";
import { configureProduct, tellProduct } from "./tell-product.ts";

const day = 86_400_000;
/** Its clocks never change: the same part of another day is as long. */
const timezone = "Asia/Kathmandu";
const dimensions = ["", "channel", "team", "agent", "tag", "status", "segment", "day"];
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

function endingThen(moment: number, random: Dice): Pick<Asked, "from" | "to" | "step"> {
  return { from: moment - 1 - random.whole(9 * day), to: moment, step: { kind: "elapsed" } };
}

/** Local days up to and with today. */
function stillRunning(moment: number, random: Dice): Pick<Asked, "from" | "to" | "step"> {
  const days = 1 + random.whole(9);
  const today = wallClock(moment, timezone).date;
  const from = startOfDate(dateBefore(today, days - 1), timezone);
  return { from, to: startOfDate(dateBefore(today, -1), timezone), step: { kind: "days", days } };
}

describe.each(seeds)("a desk seen as of a moment (seed %i)", (seed) => {
  const account = `desk-${seed}`;
  const span = ofSeed(spans, seed);
  const random = dice(-seed);
  const events = randomDesk(seed, span, 60);
  const instants = events.map(({ time }) => Date.parse(time));
  const config = randomConfig(random, zones);
  beforeAll(async () => {
    await tellProduct(database.db, account, [random.shuffled(events)]);
    await configureProduct(database.db, account, config);
  });

  // At the instant of an event, which is then not yet known, or anywhere.
  const moments = [random.pick(instants), randomInstant(random, span)];
  it.each(moments.map((moment) => ({ moment, at: new Date(moment).toISOString() })))(
    "has the answers of an oracle that knows only what had happened before $at",
    async ({ moment }) => {
      const known = deskOf(
        events.filter(({ time }) => Date.parse(time) < moment),
        config,
      );
      const questions = everyBreakdown({
        ...usual,
        ...random.pick([endingThen, stillRunning])(moment, random),
        timezone,
        now: new Date(moment),
      }).filter(({ by: [dimension = ""] }) => random.pick(dimensions) === dimension);

      const found = await withFactsAsOf(database.db, account, new Date(moment), (db) =>
        differences(db, account, known, questions),
      );

      expect(found).toEqual([]);
    },
  );
});
