/** The work's outcome; where it takes longer than `slowMs` that is said meanwhile, and has been said once this is done. */
export async function withSlowNotice<T>(
  work: Promise<T>,
  slowMs: number,
  say: () => Promise<void>,
): Promise<T> {
  let saying: Promise<void> | undefined;
  const timer = setTimeout(() => {
    saying = say();
  }, slowMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    // In this order, or "working on it" would stand last.
    await saying;
  }
}
