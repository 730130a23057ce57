import { hostname } from "node:os";

/** How this process is named in claims and logs. */
export function processName(): string {
  return `${hostname()}/${process.pid}`;
}
