import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import { type HttpServer, httpServer } from "../../src/http/http-server.ts";
import { sources } from "../../src/ingest/source-catalogue.ts";
import { WebhookDoor } from "../../src/ingest/webhook-door.ts";
import { silentLogger } from "../../src/logger.ts";
import { appendEvents } from "../../src/store/event-log.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Signed, secret, signers } from "./signed.ts";
import { fixture, now } from "./told.ts";

let database: TestDatabase;
let server: HttpServer;
let isAway = false;
const counted = new Map<string, number>();

beforeAll(async () => {
  database = await testDatabase();
  const routes = sources.flatMap((source) =>
    [secret, undefined].map((given) => {
      const door = new WebhookDoor({
        source,
        secret: given,
        clock: { now: () => now },
        logger: silentLogger,
        counters: {
          count: (name, outcome, n) =>
            counted.set(`${name} ${outcome}`, (counted.get(`${name} ${outcome}`) ?? 0) + n),
        },
        commit: async (events) => {
          if (isAway) throw new OperationError("Cannot reach PostgreSQL");
          return await appendEvents(database.db, "default", events, now);
        },
      });
      const path = `/${given ? "sources" : "not-set-up"}/${source.name}`;
      return { method: "POST" as const, path, take: door.take.bind(door) };
    }),
  );
  server = await httpServer({ host: "127.0.0.1", port: 0, routes, logger: silentLogger });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly error?: string;
    readonly accepted?: number;
    readonly duplicates?: number;
    readonly ignored?: readonly string[];
    readonly rejected?: readonly object[];
  };
}

async function post(name: string, body: string, { headers, query = "" }: Signed): Promise<Answer> {
  const answer = await fetch(`${server.url}/sources/${name}${query}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

/** As the vendor would send it. */
async function send(name: string, body: string): Promise<Answer> {
  return await post(name, body, signed(name, body));
}

function signed(name: string, body: string, at = now, key = secret): Signed {
  return signers[name]?.(body, at, key) ?? { headers: {} };
}

async function stored(source: string): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom("events")
    .select(["event_id", "occurred_at"])
    .where("source", "=", source)
    .orderBy("event_id")
    .execute();
  return rows.map((row) => row.event_id);
}

const mapped: Readonly<Record<string, readonly string[]>> = {
  intercom: [
    "intercom/webhook-conversation-admin-replied.json",
    "intercom/webhook-conversation-admin-single-created.json",
    "intercom/webhook-conversation-admin-closed.json",
  ],
  chatwoot: ["chatwoot/conversation_resolved.json", "chatwoot/message_created.json"],
  freshdesk: ["freshdesk/ticket_with_conversations.json"],
  calendly: ["calendly/webhook-invitee-canceled.json", "calendly/webhook-invitee-created.json"],
};

describe.each(Object.keys(signers))("a webhook of %s", (name) => {
  it("with a wrong signature is 401 and says which secret is meant", async () => {
    const answer = await post(name, "{}", signed(name, "{}", now, "another-secret"));

    expect(answer.status).toBe(401);
    expect(answer.body.error).toMatch(/signature is wrong|token is not/);
  });

  it("without a signature, or with nonsense for one, is 401", async () => {
    const headers = Object.fromEntries(
      Object.keys(signed(name, "{}").headers).map((header) => [header, "x"]),
    );

    expect((await post(name, "{}", { headers: {} })).status).toBe(401);
    expect((await post(name, "{}", { headers })).status).toBe(401);
  });

  it("that is not set up is 404 and names the variable", async () => {
    const answer = await fetch(`${server.url}/not-set-up/${name}`, { method: "POST", body: "{}" });

    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/set [A-Z_]+ /) });
  });

  it("of a topic that is not mapped is acknowledged and counted", async () => {
    const before = counted.get(`${name} unmapped`) ?? 0;
    const body = JSON.stringify({ event: "something_else", topic: "something.else", type: "else" });
    const answer = await send(name, body);

    expect(answer).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 0, rejected: [] } });
    expect(answer.body.ignored).toHaveLength(1);
    expect(counted.get(`${name} unmapped`)).toBe(before + 1);
  });

  it("that is no JSON, or no UTF-8, is 400", async () => {
    expect((await send(name, "{")).status).toBe(400);
    expect((await send(name, "")).status).toBe(400);
  });

  it("of any shape is answered, never with 500", async () => {
    const keys = fc.constantFrom(
      "event",
      "topic",
      "type",
      "id",
      "data",
      "item",
      "detail",
      "payload",
      "ticket",
      "conversation",
      "__proto__",
      "created_at",
      "changed_attributes",
      "conversation_parts",
    );
    const words = fc.constantFrom(
      "zen:event-type:ticket.created",
      "zen:event-type:ticket.comment_added",
      "conversation.user.created",
      "conversation.admin.closed",
      "conversation_created",
      "message_created",
      "invitee.created",
      "ticket_created",
      "\u0000",
      "\ud800",
      "9999-12-31T23:59:59Z",
      "0000-01-01T00:00:00Z",
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        words,
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 6 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(value, async (body) => {
        const { status } = await send(name, JSON.stringify(body));
        expect([200, 422]).toContain(status);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(Object.entries(mapped))("recorded webhooks of %s", (name, files) => {
  it("are stored once, sent twice and in any order", async () => {
    const bodies = await Promise.all(files.map(fixture));
    const first = await Promise.all(bodies.map((body) => send(name, body)));
    const again = await Promise.all(bodies.toReversed().map((body) => send(name, body)));
    const sum = (answers: readonly Answer[], key: "accepted" | "duplicates") =>
      answers.reduce((total, { body }) => total + (body[key] ?? 0), 0);

    const known = sum(first, "accepted");
    expect(known).toBeGreaterThan(0);
    expect(sum(first, "duplicates")).toBe(0);
    expect(sum(again, "accepted")).toBe(0);
    expect(sum(again, "duplicates")).toBe(known);
    expect(await stored(name)).toHaveLength(known);
  });
});

describe("a signature with a time", () => {
  it.each(["zendesk", "chatwoot", "calendly"])(
    "of %s is taken within five minutes and not beyond",
    async (name) => {
      const body = JSON.stringify({ event: "x" });
      const signedAfter = (milliseconds: number) =>
        signed(name, body, new Date(now.getTime() + milliseconds));

      expect((await post(name, body, signedAfter(-299_000))).status).toBe(200);
      expect((await post(name, body, signedAfter(299_000))).status).toBe(200);
      const late = await post(name, body, signedAfter(-301_000));
      expect(late.status).toBe(401);
      expect(late.body.error).toMatch(/more than 5 minutes/);
      expect((await post(name, body, signedAfter(301_000))).status).toBe(401);
    },
  );
});

describe("a shared token", () => {
  it.each(["freshdesk", "chatwoot"])(
    "of %s may stand in the address or in a header of its own",
    async (name) => {
      const body = JSON.stringify({ event: "x" });

      expect((await post(name, body, { headers: {}, query: `?token=${secret}` })).status).toBe(200);
      expect((await post(name, body, { headers: { "x-deskpulse-token": secret } })).status).toBe(200);
      expect((await post(name, body, { headers: {}, query: "?token=wrong" })).status).toBe(401);
    },
  );
});

describe("the door", () => {
  it("knows an event webhook of Zendesk when it comes again, signed anew", async () => {
    const body = JSON.stringify({
      type: "zen:event-type:ticket.status_changed",
      id: "9d1b",
      time: "2026-03-02T09:00:00Z",
      detail: { id: "5", actor_id: "901", requester_id: "77" },
      event: { previous: "OPEN", current: "SOLVED" },
    });

    expect((await send("zendesk", body)).body).toMatchObject({ accepted: 1, duplicates: 0 });
    const again = await post("zendesk", body, signed("zendesk", body, new Date(now.getTime() + 60_000)));
    expect(again.body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await stored("zendesk")).toEqual(["9d1b/resolved"]);
  });

  it("answers 503 with Retry-After while the store is away, and takes the same afterwards", async () => {
    const body = JSON.stringify({ event: "ticket_created", ticket_id: 77, time: "2026-03-02T09:00:00Z" });
    isAway = true;
    const away = await send("freshdesk", body);
    isAway = false;

    expect(away.status).toBe(503);
    expect(away.headers.get("retry-after")).toBe("5");
    expect((await send("freshdesk", body)).body).toMatchObject({ accepted: 1 });
  });

  it("names what a webhook of a mapped topic lacks, by field", async () => {
    const answer = await send("freshdesk", JSON.stringify({ event: "agent_replied", ticket_id: 5 }));

    expect(answer.status).toBe(422);
    expect(answer.body.rejected).toEqual([
      {
        id: expect.stringMatching(/^ticket\/5\/message-sent\//),
        errors: [{ path: "data.author.id", message: expect.stringMatching(/is missing/) }],
      },
    ]);
  });

  it("refuses a body that is too large", async () => {
    const body = JSON.stringify({ event: "x", text: "x".repeat(5 * 1024 * 1024) });

    expect((await send("freshdesk", body)).status).toBe(413);
  });
});
