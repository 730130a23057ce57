/** `ticket/4711/opened`; undefined where the vendor named no part of it, so that the event is refused as nameless. */
export function eventId(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join("/");
}
