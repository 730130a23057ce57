/** Longer than anybody looks at a screen. */
const LIMIT_MS = 60_000;

/**
 * The work's outcome, or an Error once it has taken too long; the work itself goes on then.
 *
 * @param limitMs a minute unless given
 */
export async function withinLimit<T>(work: Promise<T>, limitMs: number = LIMIT_MS): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`No answer within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
