import { describe, expect, it } from "vitest";
import { redactingLogger } from "../../src/logger.ts";

describe("the log", () => {
  it.each([
    ["a field of a text", { text: "SECRET" }],
    ["a text further down", { event: { data: { note: 1, text: "SECRET" } } }],
    ["a field of a token", { botToken: "SECRET" }],
    ["an e-mail address in a value", { reason: "no such user: SECRET@example.com" }],
    ["an error's message", { err: new Error("SECRET@example.com was refused") }],
    ["what an error carries", { err: Object.assign(new Error("refused"), { data: "SECRET" }) }],
    [
      "what a database says of a row",
      { err: Object.assign(new Error("duplicate"), { detail: "Key (id)=(SECRET)" }) },
    ],
    ["an error's cause", { err: new Error("failed", { cause: new Error("SECRET@example.com") }) }],
    ["a Slack token", { reason: "invalid token xoxb-12-SECRET" }],
    ["an API key", { reason: "the key dp_0123456789ab_SECRET is revoked" }],
    ["a header", { headers: { authorization: "Bearer SECRET" } }],
    ["a bearer token in a text", { reason: "sent Bearer SECRET" }],
    ["a database's password", { reason: "cannot connect to postgres://ann:SECRET@db.example.com:5432/desk" }],
  ])("hides %s", (_, fields) => {
    expect(logged(fields)).not.toContain("SECRET");
  });

  it("hides an address in the message", () => {
    expect(logged({}, "SECRET@example.com is gone")).not.toContain("SECRET");
  });

  it("keeps what is needed to find a fault", () => {
    const line = JSON.parse(logged({ delivery: "d1", attempts: 2, err: new Error("timed out") }));

    expect(line).toMatchObject({
      name: "deskpulse",
      delivery: "d1",
      attempts: 2,
      err: { type: "Error", message: "timed out", stack: expect.stringContaining("logger-redaction.test") },
      msg: "It happened",
    });
  });
});

function logged(fields: object, message = "It happened"): string {
  const lines: string[] = [];
  redactingLogger("info", { write: (line) => void lines.push(line) }).info(fields, message);
  return lines.join("");
}
