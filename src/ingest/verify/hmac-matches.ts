import { createHmac, timingSafeEqual } from "node:crypto";

export interface Hmac {
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly encoding: "hex" | "base64";
}

/** Whether a signature was made with the secret over these parts, one after the other; compared in constant time. */
export function hmacMatches(
  { algorithm, encoding }: Hmac,
  secret: string,
  parts: readonly (string | Buffer)[],
  signature: string,
): boolean {
  const hmac = createHmac(algorithm, secret);
  for (const part of parts) hmac.update(part);
  const expected = hmac.digest();
  const given = Buffer.from(signature.trim(), encoding);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
