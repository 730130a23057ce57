/** Deeper data than this is refused: neither JSON.stringify nor PostgreSQL reads it without end. */
export const MAX_DEPTH = 32;

/** Whether objects and lists stand in each other more than MAX_DEPTH deep. */
export function isTooDeep(value: unknown): boolean {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    if (next.depth === MAX_DEPTH) return true;
    for (const item of Object.values(next.value)) open.push({ value: item, depth: next.depth + 1 });
  }
  return false;
}
