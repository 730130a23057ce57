import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { webhookSources } from "../../src/cli/webhook-sources.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { loadDeskConfig } from "../../src/config/load-desk-config.ts";
import type { Source } from "../../src/ingest/source.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { now, told } from "./told.ts";

const mapping = `
times: { format: unix }
key: event.id
where: { event.kind: { not: test } }
events:
  - type: conversation.opened
    when: { event.kind: created }
    at: event.at
    data:
      conversation: chat.id
      channel: { value: chat }
      customer: chat.visitor.id
      tags: { column: chat.labels, split: "," }
  - type: message.sent
    when: { event.kind: reply }
    at: event.at
    data:
      conversation: chat.id
      author.kind: { value: agent }
      author.id: message.by
      text: message.body
`;

/** The source that a configuration's `webhooks.shop` makes of a mapping. */
async function shop(text: string, more: object = {}, name = "shop"): Promise<Source> {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "shop.yaml"), text);
  const webhooks = { [name]: { mapping: "shop.yaml", secret: "SHOP_TEST_SECRET", ...more } };
  process.env["SHOP_TEST_SECRET"] = "s3cret";
  try {
    const found = await webhookSources({
      config: DeskConfig.parse({ webhooks }),
      environment: readEnvironment({ DESKPULSE_CONFIG: join(folder.path, "deskpulse.yaml") }),
    });
    const own = found.find(({ source }) => source.name === name);
    if (!own) throw new Error("not found");
    return own.source;
  } finally {
    delete process.env["SHOP_TEST_SECRET"];
  }
}

const created = {
  event: { id: 901, kind: "created", at: 1_780_000_000 },
  chat: { id: "c-7", visitor: { id: 44 }, labels: ["vip", "new"] },
};

describe("a mapped source", () => {
  it("reads fields by their paths, with the rules of a table's mapping", async () => {
    const source = await shop(mapping);

    expect(told(source, created)).toEqual({
      events: [
        [
          "2026-05-28T20:26:40Z",
          "conversation.opened",
          "901/conversation.opened",
          { conversation: "c-7", channel: "chat", customer: "44", tags: ["vip", "new"] },
        ],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("leaves what no rule is for and what where leaves out", async () => {
    const source = await shop(mapping);
    const body = (kind: string) => ({ ...created, event: { ...created.event, kind } });

    expect(told(source, body("closed")).ignored).toEqual(["no rule applies"]);
    expect(told(source, body("test")).ignored).toEqual(["left out by where"]);
  });

  it("names the path of what is wrong", async () => {
    const source = await shop(mapping);
    const reply = { ...created, event: { id: 902, kind: "reply", at: "yesterday" }, message: {} };

    expect(told(source, reply).rejected).toEqual([
      expect.stringMatching(/^time must be a time that exists, written unix .*"event.at"/),
    ]);
    expect(told(source, { ...reply, event: { id: 903, kind: "reply", at: 1_780_000_000 } }).rejected).toEqual(
      [expect.stringMatching(/^data\.author\.id is missing.*"message.by"/)],
    );
  });

  it("takes a list as many rows, and each row's lacking fields from the body around it", async () => {
    const source = await shop(mapping, { rows: "data.items" });
    const items = [1, 2].map((id) => ({ "event.id": id, chat: { id: `c-${id}` } }));
    const body = { data: { items }, event: { kind: "created", at: 1_780_000_000 } };

    expect(told(source, body).events.map(([, , id, data]) => [id, data])).toEqual([
      ["1/conversation.opened", { conversation: "c-1", channel: "chat" }],
      ["2/conversation.opened", { conversation: "c-2", channel: "chat" }],
    ]);
  });

  it("without a key knows a body by its content", async () => {
    const source = await shop(mapping.replace("key: event.id\n", ""));
    const ids = [created, created, { ...created, extra: 1 }].map((body) => told(source, body).events[0]?.[2]);

    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("checks a token, or the signature the configuration describes", async () => {
    const body = Buffer.from("{}");
    const query = new URLSearchParams();
    const byToken = await shop(mapping);
    const signature = { header: "X-Shop-Signature", algorithm: "sha512", encoding: "base64", prefix: "v1=" };
    const bySignature = await shop(mapping, { signature });
    const made = createHmac("sha512", "s3cret").update(body).digest("base64");
    const verify = (source: Source, headers: Record<string, string>) =>
      source.verify({ headers, query, body }, "s3cret", now);

    expect(verify(byToken, { authorization: "Bearer s3cret" })).toBeUndefined();
    expect(verify(byToken, { authorization: "Bearer other" })).toMatch(/token/);
    expect(verify(bySignature, { "x-shop-signature": `v1=${made}` })).toBeUndefined();
    expect(verify(bySignature, { "x-shop-signature": made })).toMatch(/X-Shop-Signature with v1= is missing/);
    expect(verify(bySignature, { "x-shop-signature": `v1=${made.slice(4)}` })).toMatch(/wrong/);
    expect(verify(bySignature, { authorization: "Bearer s3cret" })).toMatch(/missing/);
  });

  it("is refused at the start where its mapping is one for tables, its name is taken or its secret is not set", async () => {
    const cases = `${mapping}case: { by: chat.id }\n`;

    await expect(shop(cases)).rejects.toThrow(/has case, which is for tables/);
    await expect(shop(mapping, {}, "zendesk")).rejects.toThrow(/webhooks.zendesk is the name of a source/);
    await expect(shop(mapping, { secret: "NOT_SET_HERE" })).rejects.toThrow(/set NOT_SET_HERE/);
    await expect(shop(mapping, { mapping: "other.yaml" })).rejects.toThrow(/other.yaml cannot be read/);
  });

  it("that is configured wrongly is told by its place", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "deskpulse.yaml");
    await writeFile(
      file,
      "webhooks:\n  My Shop: { mapping: a, secret: A }\n  shop: { mapping: a, secret: my secret }\n",
    );

    const loaded = loadDeskConfig(file);

    await expect(loaded).rejects.toThrow(
      "deskpulse.yaml:2:3 webhooks.My Shop: a name here must be lower-case letters, digits and hyphens",
    );
    await expect(loaded).rejects.toThrow(
      'webhooks.shop.secret: found "my secret", must be the name of an environment variable like SHOP_WEBHOOK_SECRET',
    );
  });
});
