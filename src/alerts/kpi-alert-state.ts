/** When a value is where it should not be, and when it is back. */
export interface KpiRule {
  /** below and above: beyond the bound; reached: at it already. */
  readonly side: "below" | "above" | "reached";
  /** In the unit of the value, as is clearsAt. */
  readonly bound: number;
  /** On the good side of the bound: in between, what fires goes on and what does not fire does not begin. */
  readonly clearsAt: number;
  readonly minimumSample: number;
  /** Milliseconds that it must hold before it fires. */
  readonly forMs: number;
}

/** What a look found; null where nobody looks, since it is outside the hours that count. */
export interface KpiReading {
  /** null: not measured. */
  readonly value: number | null;
  readonly sample: number;
}

/** What has to be remembered from one look to the next. */
export interface KpiMemory {
  readonly state: "idle" | "pending" | "firing";
  /** Since when it is pending or fires; null of idle. */
  readonly since: Date | null;
}

export interface Judged {
  readonly memory: KpiMemory;
  /** fired: since `heldSince` it was so. */
  readonly happened: "fired" | "cleared" | null;
  /** Since when the condition has held, where it has just fired. */
  readonly heldSince: Date | null;
}

export const idle: KpiMemory = { state: "idle", since: null };

/**
 * What a look makes of an alert. It fires once the condition has held at every look for so long, and clears once the
 * value is back beyond `clearsAt`. What is not measured proves nothing: it neither begins nor ends an alert.
 */
export function judge(memory: KpiMemory, reading: KpiReading | null, rule: KpiRule, at: Date): Judged {
  const value = reading && isMeasured(reading, rule) ? reading.value : null;
  if (memory.state === "firing") {
    const isBack = value !== null && hasCleared(value, rule);
    return isBack
      ? { memory: idle, happened: "cleared", heldSince: null }
      : { memory, happened: null, heldSince: null };
  }
  if (value === null || !isBeyond(value, rule)) return { memory: idle, happened: null, heldSince: null };
  const since = memory.state === "pending" && memory.since !== null ? memory.since : at;
  if (at.getTime() - since.getTime() < rule.forMs)
    return { memory: { state: "pending", since }, happened: null, heldSince: null };
  return { memory: { state: "firing", since: at }, happened: "fired", heldSince: since };
}

export function isMeasured({ value, sample }: KpiReading, { minimumSample }: KpiRule): boolean {
  return value !== null && sample >= minimumSample;
}

export function isBeyond(value: number, { side, bound }: KpiRule): boolean {
  if (side === "below") return value < bound;
  return side === "above" ? value > bound : value >= bound;
}

function hasCleared(value: number, { side, clearsAt }: KpiRule): boolean {
  if (side === "below") return value >= clearsAt;
  return side === "above" ? value <= clearsAt : value < clearsAt;
}
