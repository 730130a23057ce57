import { createHmac } from "node:crypto";

export const secret = "the-secret-of-this-test";

/** Headers and query with which the vendor's server would send this body. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: string;
}

type Sign = (body: string, at: Date, key: string) => Signed;

const hmac = (algorithm: string, key: string, text: string, encoding: "hex" | "base64") =>
  createHmac(algorithm, key).update(text).digest(encoding);
const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));

/** How each vendor signs, written from their documentation and not by the code under test. */
export const signers: Readonly<Record<string, Sign>> = {
  zendesk: (body, at, key) => ({
    headers: {
      "x-zendesk-webhook-signature": hmac("sha256", key, at.toISOString() + body, "base64"),
      "x-zendesk-webhook-signature-timestamp": at.toISOString(),
    },
  }),
  intercom: (body, _, key) => ({
    headers: { "x-hub-signature": `sha1=${hmac("sha1", key, body, "hex")}` },
  }),
  chatwoot: (body, at, key) => ({
    headers: {
      "x-chatwoot-timestamp": seconds(at),
      "x-chatwoot-signature": `sha256=${hmac("sha256", key, `${seconds(at)}.${body}`, "hex")}`,
    },
  }),
  freshdesk: (_body, _at, key) => ({ headers: { authorization: `Bearer ${key}` } }),
  calendly: (body, at, key) => ({
    headers: {
      "calendly-webhook-signature": `t=${seconds(at)},v1=${hmac("sha256", key, `${seconds(at)}.${body}`, "hex")}`,
    },
  }),
};
