import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/store/event-log.ts";
import { DEFAULT_ACCOUNT } from "../../src/store/tables.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { deskEvent } from "../support/desk-events.ts";
import { runCli } from "../support/run-cli.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await appendEvents(
    database.db,
    DEFAULT_ACCOUNT,
    [
      deskEvent("conversation.opened", "e1", "2026-03-02T09:00:00Z", {
        conversation: "c1",
        channel: "chat",
        customer: "marie",
      }),
    ],
    new Date("2026-11-21T12:00:00Z"),
  );
});
afterAll(() => database.close());

describe("deskpulse forget", () => {
  it("erases a contact and prints how much, as JSON alone", async () => {
    const { stdout, code } = await forget("marie", "--json");

    expect([code, JSON.parse(stdout)]).toEqual([0, { events: 1, facts: 0, wasForgotten: false }]);
    const facts = await database.db.selectFrom("conversations").select("customer_id").execute();
    expect(facts).toEqual([{ customer_id: expect.stringMatching(/^forgotten-/) }]);
  });

  it("says so when nothing has come since", async () => {
    const { stdout } = await forget("marie");

    expect(stdout).toBe("Forgotten before; nothing has come since.\n");
  });

  it("refuses to forget nobody", async () => {
    expect((await forget("")).code).toBe(2);
  });
});

function forget(...options: string[]) {
  return runCli(["forget", ...options], { env: { DATABASE_URL: database.url } });
}
