import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ChartSize } from "./chart-size.ts";

/** Signs charts of one size only, so that an address is good for the one picture it was made for. */
export function keyOfSize(key: string, { width, height }: ChartSize): string {
  return createHmac("sha256", key).update(`${width}x${height}`).digest("hex");
}

/** The signature of a chart's address, as quickchart-js computes it: HMAC-SHA-256 of the chart in hex. */
export function chartSignature(key: string, chart: string, size: ChartSize): string {
  return createHmac("sha256", keyOfSize(key, size)).update(chart).digest("hex");
}

/** Compares two secrets in a time that tells nothing about them. */
export function isSameSecret(one: string, other: string): boolean {
  const [first, second] = [one, other].map((secret) => createHash("sha256").update(secret).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}
