import type { Clock } from "../../clock.ts";
import { isSameHash, readKeyText } from "../../store/api-key-text.ts";
import type { ApiKey } from "../../store/api-keys.ts";
import { Refusal } from "./refusal.ts";

export interface KeyStore {
  find(keyId: string): Promise<ApiKey | undefined>;
  /** Its failure is its own affair. */
  noteUse(key: ApiKey, at: Date): void;
}

interface Held {
  readonly key: Promise<ApiKey | undefined>;
  readonly askedAt: number;
}

/** So long a revoked key may still be taken. */
const HOLD_MS = 2_000;
const NOTE_EVERY_MS = 60_000;
/** Whoever guesses ids must not fill the memory. */
const MAX_HELD = 1_000;

/** Knows for a moment the keys that were shown, so that not every request asks the database. */
export class KeyRing {
  readonly #store: KeyStore;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  readonly #notedAt = new Map<string, number>();

  constructor(store: KeyStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * @param authorization the header of that name
   * @throws Refusal 401 for what is no valid key; what the store throws
   */
  async check(authorization: string | undefined): Promise<ApiKey> {
    const [, text] = /^Bearer +(\S+) *$/i.exec(authorization ?? "") ?? [];
    if (text === undefined) throw unauthorized("send an API key as Authorization: Bearer dp_…");
    const shown = readKeyText(text);
    const key = shown && (await this.#find(shown.keyId));
    if (!shown || !key || !isSameHash(shown.secretHash, key.secret_hash)) {
      throw unauthorized("this API key is not known here");
    }
    const now = this.#clock.now();
    if (key.revoked_at) throw unauthorized(`the API key ${key.key_id} was revoked`);
    if (key.expires_at && key.expires_at <= now) throw unauthorized(`the API key ${key.key_id} has expired`);
    this.#noteUse(key, now);
    return key;
  }

  async #find(keyId: string): Promise<ApiKey | undefined> {
    const held = this.#held.get(keyId);
    if (held && performance.now() - held.askedAt < HOLD_MS) return await held.key;
    const asked = { key: this.#store.find(keyId), askedAt: performance.now() };
    this.#held.delete(keyId);
    this.#held.set(keyId, asked);
    const [oldest] = this.#held.keys();
    if (this.#held.size > MAX_HELD && oldest !== undefined) this.#held.delete(oldest);
    try {
      return await asked.key;
    } catch (error) {
      if (this.#held.get(keyId) === asked) this.#held.delete(keyId);
      throw error;
    }
  }

  #noteUse(key: ApiKey, now: Date): void {
    const noted = this.#notedAt.get(key.key_id) ?? key.last_used_at?.getTime() ?? 0;
    if (now.getTime() - noted < NOTE_EVERY_MS) return;
    this.#notedAt.set(key.key_id, now.getTime());
    this.#store.noteUse(key, now);
  }
}

function unauthorized(message: string): Refusal {
  return new Refusal(401, message, { "www-authenticate": 'Bearer realm="deskpulse"' });
}
