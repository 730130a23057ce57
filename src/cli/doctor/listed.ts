const SHOWN = 5;

/** "a, b and 3 more". */
export function listed(names: readonly string[]): string {
  const shown = names.length > SHOWN + 1 ? names.slice(0, SHOWN) : names;
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** "1 source", "3 sources". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
