import { afterAll, beforeAll, expect, it } from "vitest";
import { eraseContact } from "../../src/store/erasure.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Dice, dice } from "./dice.ts";
import { differences } from "./differences.ts";
import { deskOf } from "./oracle/desk.ts";
import { randomDesk } from "./random-desk.ts";
import { customers } from "./random-particulars.ts";
import { everyBreakdown } from "./random-question.ts";
import { middleOf, ofSeed, seeds, spans, usual } from "./seeds.ts";
import { tellProduct } from "./tell-product.ts";
import type { ToldEvent } from "./told-event.ts";

const now = new Date("2026-11-20T00:00:00Z");
const account = "desk";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function forget(contacts: readonly string[]): Promise<void> {
  for (const contact of contacts)
    await eraseContact(database.db, account, { contact, requestedBy: "event", now });
  await projectChanges(database.db);
}

/** Of an address that two people share, forgetting one of them leaves nothing for the other. */
function withOwnAddress(random: Dice, told: ToldEvent): ToldEvent {
  if (told.type !== "order.placed") return told;
  const { email, customer, ...data } = told.data;
  const who = customer ?? random.pick(customers);
  const mayTell = email !== undefined && (customer !== undefined || data.conversation === undefined);
  return {
    ...told,
    data: {
      ...data,
      ...(customer === undefined ? {} : { customer }),
      ...(mayTell ? { email: `${who}@example.com` } : {}),
    },
  };
}

it("leaves every number as it was when people are forgotten, also where more of them arrives later", async () => {
  const [seed = 1] = seeds;
  const span = ofSeed(spans, seed);
  const random = dice(seed);
  const events = random.shuffled(randomDesk(seed, span, 60).map((event) => withOwnAddress(random, event)));
  const [some, others] = [events.slice(0, 90), events.slice(90)];

  await tellProduct(database.db, account, [some]);
  await forget(["cy", "null", "c4"]);
  await tellProduct(database.db, account, [others]);
  await forget(["Zoë"]);

  const questions = everyBreakdown({ ...usual, ...middleOf(span), timezone: "UTC", now });
  const few = questions.filter(({ by: [dimension = ""] }) => ["", "segment"].includes(dimension));
  expect(await differences(database.db, account, deskOf(events), few)).toEqual([]);
});
