import { afterAll, beforeAll, expect, it } from "vitest";
import { processSecret } from "../../src/store/secrets.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it("a secret is made once, however many processes ask at the same moment", async () => {
  const asked = await Promise.all(
    Array.from({ length: 8 }, () => processSecret(database.db, "default", "chart")),
  );

  expect(new Set(asked).size).toBe(1);
  expect(asked[0]).toMatch(/^[0-9a-f]{64}$/);
});

it("each name and account has a secret of its own", async () => {
  const secrets = await Promise.all([
    processSecret(database.db, "default", "chart"),
    processSecret(database.db, "default", "other"),
    processSecret(database.db, "second-desk", "chart"),
  ]);

  expect(new Set(secrets).size).toBe(3);
});
