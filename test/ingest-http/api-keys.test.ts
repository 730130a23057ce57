import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readKeyText } from "../../src/store/api-key-text.ts";
import { noteEvent, type OpenDoor, openDoor } from "../support/event-door.ts";
import { runCli } from "../support/run-cli.ts";
import { until } from "../support/store-process.ts";

let door: OpenDoor;
let now = new Date("2026-11-21T12:00:00Z");
beforeAll(async () => {
  door = await openDoor({ clock: { now: () => now } });
});
afterAll(() => door.close());

const send = (key: string, id: string) => door.post(noteEvent(id), { authorization: `Bearer ${key}` });

describe("an API key", () => {
  it("is shown once, stored hashed, listed without its secret, and ends within seconds when it is revoked", async () => {
    const options = { env: { DATABASE_URL: door.database.url } };
    const made = await runCli(
      ["keys", "create", "--name", "web shop", "--source", "desk", "--json"],
      options,
    );
    const { key, id } = JSON.parse(made.stdout);
    const { rows } = await door.database.pool.query("select to_jsonb(k)::text as row from api_keys k");

    expect((await send(key, "k1")).status).toBe(202);
    expect(JSON.stringify(rows)).not.toContain(key.split("_").pop());
    const listed = await runCli(["keys", "list"], options);
    expect(listed.stdout).toMatch(new RegExp(`^${id}\\s+web shop\\s+desk\\s.*valid$`, "m"));
    expect(listed.stdout).not.toContain(key);

    expect((await runCli(["keys", "revoke", id], options)).code).toBe(0);
    await until(async () => (await send(key, "k2")).status === 401);
    expect((await send(key, "k2")).body.error).toBe(`the API key ${id} was revoked`);
  });

  it("of a wrong wish is not made", async () => {
    const options = { env: { DATABASE_URL: door.database.url } };
    const [noName, badSpan, noKey] = await Promise.all([
      runCli(["keys", "create"], options),
      runCli(["keys", "create", "--name", "x", "--expires", "soon"], options),
      runCli(["keys", "revoke", "nobody"], options),
    ]);

    expect([noName.code, badSpan.code, noKey.code]).toEqual([2, 2, 2]);
    expect(badSpan.stderr).toContain("90d");
    expect(noKey.stderr).toContain("keys list");
  });

  it("ends when it expires", async () => {
    const key = await door.key({ expiresAt: new Date("2026-11-21T12:00:10Z") });

    expect((await send(key, "x1")).status).toBe(202);
    now = new Date("2026-11-21T12:00:10Z");
    expect((await send(key, "x2")).body.error).toMatch(/has expired/);
  });

  it("with the right id and a wrong secret is not known", async () => {
    const key = await door.key();
    const wrong = key.slice(0, -1) + (key.endsWith("A") ? "E" : "A");

    expect((await send(key, "w1")).status).toBe(202);
    expect(await send(wrong, "w2")).toMatchObject({
      status: 401,
      body: { error: "this API key is not known here" },
    });
  });

  it("knows when it was last used, to the minute", async () => {
    const key = await door.key();
    const lastUsed = async () => {
      const query = {
        text: "select last_used_at from api_keys where key_id = $1",
        values: [readKeyText(key)?.keyId],
      };
      return (await door.database.pool.query(query)).rows[0]?.last_used_at?.toISOString();
    };
    const first = now.toISOString();

    await send(key, "u1");
    await until(async () => (await lastUsed()) === first);
    now = new Date(now.getTime() + 59_000);
    await send(key, "u2");
    now = new Date(now.getTime() + 1_000);
    await send(key, "u3");
    await until(async () => (await lastUsed()) === now.toISOString());
  });
});
