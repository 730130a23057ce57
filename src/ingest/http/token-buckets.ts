interface Bucket {
  tokens: number;
  /** Monotonic milliseconds. */
  filledAt: number;
}

/**
 * How much each key may send: a bucket holds what one second allows and is filled steadily. A request is let in while
 * anything is left and may take more than that; those after it wait until the debt is paid.
 */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  /** Seconds until the next request may come; 0: now. */
  wait(id: string, perSecond: number, nowMs: number): number {
    const { tokens } = this.#filled(id, perSecond, nowMs);
    return tokens > 0 ? 0 : (1 - tokens) / perSecond;
  }

  take(id: string, perSecond: number, tokens: number, nowMs: number): void {
    this.#filled(id, perSecond, nowMs).tokens -= tokens;
  }

  #filled(id: string, perSecond: number, nowMs: number): Bucket {
    const bucket = this.#buckets.get(id) ?? { tokens: perSecond, filledAt: nowMs };
    const earned = (perSecond * (nowMs - bucket.filledAt)) / 1000;
    bucket.tokens = Math.min(perSecond, bucket.tokens + earned);
    bucket.filledAt = nowMs;
    this.#buckets.set(id, bucket);
    return bucket;
  }
}
