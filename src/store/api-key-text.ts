import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A key as its holder writes it, taken apart. */
export interface ReadKey {
  readonly keyId: string;
  readonly secretHash: string;
}

const FORM = /^dp_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** A new key: `dp_<id>_<secret>`. The id finds it, the secret of 256 random bits proves it. */
export function newKeyText(): ReadKey & { readonly text: string } {
  const keyId = randomBytes(6).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  return { text: `dp_${keyId}_${secret}`, keyId, secretHash: hash(secret) };
}

/** Undefined for what never was a key. */
export function readKeyText(text: string): ReadKey | undefined {
  const [, keyId, secret] = FORM.exec(text) ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secretHash: hash(secret) };
}

/** In the same time whatever the difference. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, "hex"), Buffer.from(other, "hex")];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * One round of SHA-256 is enough here: a slow hash with salt protects passwords, which can be guessed; 256 random bits
 * cannot, and a key is checked with every request.
 */
function hash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
