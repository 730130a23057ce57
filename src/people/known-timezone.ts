/** The IANA zone if this runtime knows it: platforms name what people's devices say. */
export function knownTimezone(name: string | undefined): string | null {
  if (!name) return null;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name;
  } catch {
    return null;
  }
}
