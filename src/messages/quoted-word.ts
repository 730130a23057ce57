/** A value as it stands in a typed line: in quotes unless it is a plain word. */
export function quotedWord(value: string): string {
  if (/^[\p{L}\p{N}._@+/-]+$/u.test(value)) return value;
  return `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}
