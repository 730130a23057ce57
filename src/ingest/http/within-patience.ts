import { retryLater } from "./refusal.ts";

const PATIENCE_MS = 5_000;

/**
 * What the store gives, or a refusal when it says nothing: a stopped server still takes connections.
 *
 * @throws Refusal 503
 */
export async function withinPatience<T>(answer: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const message = "the store does not answer: whether the events are stored is not known, send them again";
  const timer = setTimeout(() => reject(retryLater(503, message, 5)), PATIENCE_MS);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
