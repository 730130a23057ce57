import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vocabulary } from "../../src/events/vocabulary.ts";
import { catalogue } from "../../src/metrics/catalogue.ts";
import { eraseContact } from "../../src/store/erasure.ts";
import { countedFields, personalFields } from "../../src/store/erasure-fields.ts";
import { eraseForgotten } from "../../src/store/erasure-requests.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { projectChanges } from "../../src/store/projector.ts";
import { dropOldEvents } from "../../src/store/retention.ts";
import { storedFacts } from "../store-projector/stored-facts.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";

const desk = "desk";
const now = new Date("2026-11-21T12:00:00Z");
const request = { contact: "marie-curie-1867", requestedBy: "command by test", now };
/** All that says who it is: the id, the address and its hash, the name a source sent along, and the words. */
const traces = [
  "marie-curie-1867",
  "marie@radium.example",
  sha256("deskpulse order marie@radium.example"),
  "Sklodowska",
  "polonium",
  "0612345678",
];

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await add(...story("marie-curie-1867", ""), ...story("pierre-curie-1859", "-of-pierre"));
  await projectChanges(database.db);
});
afterAll(() => database.close());

describe("a forgotten contact", () => {
  it("is in many places before", async () => {
    expect((await found(traces)).length).toBeGreaterThan(5);
  });

  it("is in no column of any table afterwards, and no number changes", async () => {
    const before = await numbers();

    const erasure = await eraseContact(database.db, desk, request);
    expect(await found(traces)).toEqual([]);
    await projectChanges(database.db);

    expect(erasure).toEqual({ events: 19, facts: 27, wasForgotten: false });
    expect(await found(traces)).toEqual([]);
    expect(await numbers()).toEqual(before);
  });

  it("leaves everybody else as they were", async () => {
    const { rows } = await sql<{ text: string }>`
      select data->>'text' as text from events where event_id = 'wrote-of-pierre'
    `.execute(database.db);

    expect(rows).toEqual([{ text: "polonium of Sklodowska" }]);
    expect(await found(["pierre-curie-1859"])).not.toEqual([]);
  });

  it("stands in the audit as a keyed hash, with who asked, when, and how much was erased", async () => {
    const audit = await database.db.selectFrom("erasures").selectAll().execute();

    expect(audit).toEqual([
      expect.objectContaining({
        account_id: desk,
        contact_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        requested_by: "command by test",
        erased_at: now,
        events: 19,
        facts: 27,
      }),
    ]);
  });

  it("can be forgotten again without a trace of it", async () => {
    const again = await eraseContact(database.db, desk, {
      ...request,
      now: new Date("2026-11-22T12:00:00Z"),
    });

    expect(again).toEqual({ events: 0, facts: 0, wasForgotten: true });
    expect(await database.db.selectFrom("erasures").select("erased_at").execute()).toHaveLength(1);
  });

  it("stays forgotten when something from before arrives late", async () => {
    await add(
      deskEvent("conversation.opened", "late", "2026-11-20T09:00:00Z", {
        conversation: "late",
        channel: "chat",
        customer: "marie-curie-1867",
        customerName: "Sklodowska",
      }),
      deskEvent("contact.updated", "late-contact", "2026-11-20T09:00:00Z", {
        contact: "marie-curie-1867",
        segment: "chemists",
      }),
      deskEvent("message.received", "late-text", "2026-11-20T09:00:00Z", {
        conversation: "c1",
        text: "more polonium",
      }),
      deskEvent("appointment.replied", "late-reply", "2026-11-20T09:00:00Z", {
        appointment: "a1",
        text: "Sklodowska will come",
      }),
      deskEvent("appointment.reminded", "late-reminded", "2026-11-20T09:00:00Z", {
        appointment: "late",
        contact: "marie-curie-1867",
      }),
      deskEvent("appointment.replied", "late-no", "2026-11-20T10:00:00Z", {
        appointment: "late",
        text: "No",
      }),
      deskEvent("appointment.replied", "late-words", "2026-11-20T11:00:00Z", {
        appointment: "late",
        text: "polonium?",
      }),
    );
    expect(await found(traces)).toEqual([]);
    await projectChanges(database.db);

    expect(await found(traces)).toEqual([]);
    const customers = await database.db
      .selectFrom("conversations")
      .select("customer_id")
      .where("conversation_id", "in", ["c1", "late"])
      .distinct()
      .execute();
    const forgotten = expect.stringMatching(/^forgotten-[0-9a-f]{24}$/);
    expect(customers).toEqual([{ customer_id: forgotten }]);
    const facts = await storedFacts(database.db, desk);
    expect(facts["contact_states"]).toContainEqual(
      expect.objectContaining({ no: 4, contact_id: forgotten, segment: "chemists", valid_to: null }),
    );
    expect(facts["appointments"]).toContainEqual(
      expect.objectContaining({ appointment_id: "late", contact_id: forgotten, status: "cancelled" }),
    );
  });

  it("is somebody new when something happens later", async () => {
    await add(
      deskEvent("conversation.opened", "anew", "2026-11-21T12:00:01Z", {
        conversation: "anew",
        channel: "chat",
        customer: "marie-curie-1867",
      }),
      deskEvent("contact.created", "created-anew", "2026-11-21T12:00:01Z", { contact: "marie-curie-1867" }),
    );
    await projectChanges(database.db);

    expect((await found(traces)).sort()).toEqual([
      "contact_states",
      "conversations",
      "episodes",
      "events_2026_11",
      "turns",
    ]);
    const later = new Date("2026-11-21T13:00:00Z");
    await eraseContact(database.db, desk, { ...request, now: later });
    expect(await found(traces)).toEqual([]);
    await projectChanges(database.db);
    expect(await found(traces)).toEqual([]);
  });

  it("is forgotten by an event as well", async () => {
    await add(
      deskEvent("contact.forgotten", "please", "2026-11-21T11:00:00Z", { contact: "pierre-curie-1859" }),
    );

    expect(await eraseForgotten(database.db, desk, now)).toBe(1);
    expect(await eraseForgotten(database.db, desk, now)).toBe(0);
    await projectChanges(database.db);

    expect(await found(["pierre-curie-1859", ...traces])).toEqual([]);
    expect(await audited()).toContain("event");
  });

  it("goes from facts whose events are gone already", async () => {
    const bought = { amount: 1, currency: "EUR", email: "old@example.com" };
    await add(
      deskEvent("order.placed", "ancient-order", "2024-01-06T09:00:00Z", {
        order: "o1",
        customer: "ancient-customer",
        ...bought,
      }),
      deskEvent("order.placed", "ancient-other", "2024-01-07T09:00:00Z", { order: "o2", ...bought }),
      deskEvent("conversation.opened", "ancient", "2024-01-05T09:00:00Z", {
        conversation: "ancient",
        channel: "chat",
        customer: "ancient-customer",
      }),
    );
    await projectChanges(database.db);
    await dropOldEvents(database.db, new Date("2025-01-01T00:00:00Z"));

    const erased = await eraseContact(database.db, desk, { ...request, contact: "ancient-customer" });

    expect(erased).toMatchObject({ events: 0, facts: 5 });
    expect(await found(["ancient-customer", sha256("deskpulse order old@example.com")])).toEqual([]);
  });
});

it("no report can name a customer: there is no KPI that is split by one", () => {
  const dimensions = new Set(catalogue.flatMap((metric) => metric.dimensions));

  expect([...dimensions].filter((name) => /customer|contact/.test(name))).toEqual([]);
  expect(dimensions.size).toBeGreaterThan(5);
});

describe("every field of the vocabulary", () => {
  it("is known as personal or as counted", () => {
    const fields = new Set(Object.values(vocabulary).flatMap((schema) => Object.keys(schema.shape)));

    expect([...fields].sort()).toEqual([...personalFields, ...countedFields].sort());
  });
});

/** One of everything that may name a person. */
function story(customer: string, suffix: string) {
  const conversation = `c1${suffix}`;
  const email = suffix === "" ? "marie@radium.example" : "pierre@radium.example";
  const about = { conversation };
  const make = (type: Parameters<typeof deskEvent>[0], id: string, day: number, data: object) =>
    deskEvent(type, `${id}${suffix}`, `2026-03-${String(day).padStart(2, "0")}T09:00:00Z`, data);
  return [
    make("contact.created", "created", 1, { contact: customer, cellPhone: true, phone: "0612345678" }),
    make("conversation.opened", "opened", 2, { ...about, customer, channel: "chat", topic: "radium" }),
    make("message.received", "wrote", 3, { ...about, text: "polonium of Sklodowska" }),
    make("message.sent", "answered", 4, {
      ...about,
      author: { kind: "agent", id: "ann", greeting: "Dear Sklodowska" },
      text: "polonium it is",
    }),
    make("survey.answered", "rated", 5, { ...about, survey: "csat", score: 5, comment: "polonium" }),
    make("order.placed", "ordered", 6, {
      order: `o1${suffix}`,
      amount: 10,
      currency: "EUR",
      customer,
      email,
    }),
    make("order.placed", "ordered-anonymously", 7, {
      order: `o2${suffix}`,
      amount: 5,
      currency: "EUR",
      email,
    }),
    make("appointment.reminded", "reminded", 8, { appointment: `a1${suffix}`, contact: customer }),
    make("appointment.replied", "replied", 9, { appointment: `a1${suffix}`, text: "Yes, Sklodowska" }),
    make("subscription.started", "subscribed", 10, { customer, amount: 9, currency: "EUR" }),
    make("conversation.opened", "opened-another", 11, {
      conversation: `c2${suffix}`,
      customer,
      channel: "chat",
    }),
    make("contact.updated", "updated", 12, { contact: customer, cellPhone: false, name: "Sklodowska" }),
    make("contact.unsubscribed", "unsubscribed", 13, { contact: customer }),
    make("subscription.changed", "upgraded", 14, { customer, amount: 12, currency: "EUR" }),
    make("survey.offered", "offered", 15, { survey: "nps", customer }),
    make("payment.requested", "asked-to-pay", 16, {
      payment: `p1${suffix}`,
      amount: 9,
      currency: "EUR",
      customer,
    }),
    make("message.received", "wrote-apart", 17, { customer, text: "polonium" }),
    make("order.placed", "ordered-in-chat", 18, {
      ...about,
      order: `o3${suffix}`,
      amount: 7,
      currency: "EUR",
      email: ` ${email.toUpperCase()} `,
    }),
    make("conversion.recorded", "converted", 19, { ...about, kind: "trial" }),
    make("appointment.replied", "confirmed", 20, { appointment: `a1${suffix}`, text: "Yes please!" }),
  ];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function add(...events: Parameters<typeof appendEvents>[2][number][]) {
  return appendEvents(database.db, desk, events, now, { keepTexts: true });
}

/** The tables in which one of the words stands, in whatever column. */
async function found(words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname
  `.execute(database.db);
  const names: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{
      row: string;
    }>`select to_jsonb(t)::text as row from ${sql.table(name)} t`.execute(database.db);
    const own = rows.filter(({ row }) => !row.includes("pierre") || !words.includes("polonium"));
    if (own.some(({ row }) => words.some((word) => row.includes(word)))) names.push(name);
  }
  return names;
}

/** All facts, with every person as nobody, and how many different ones there are. */
async function numbers() {
  const facts = await storedFacts(database.db, desk);
  const { rows } = await sql`
    select (select count(distinct customer_id) from conversations) as customers,
      (select count(distinct contact_id) from contact_states) as contacts,
      (select count(distinct contact_id) from appointments) as invited,
      (select count(distinct customer_id) from subscriptions) as subscribers,
      (select count(distinct coalesce(email_hash, customer_id)) from orders) as buyers
  `.execute(database.db);
  const nobody = (key: string, value: unknown) => {
    if (key === "customer_id" || key === "contact_id" || key === "email_hash") return null;
    return key === "subject" && String(value).startsWith("contact/") ? "contact" : value;
  };
  return [JSON.parse(JSON.stringify(facts, nobody)), rows];
}

async function audited(): Promise<string[]> {
  const rows = await database.db.selectFrom("erasures").select("requested_by").execute();
  return rows.map((row) => row.requested_by);
}
