import type { IncomingHttpHeaders } from "node:http";

/** One header's text; undefined where it is missing or stands more than once. */
export function headerText(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
