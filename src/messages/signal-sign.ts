import type { Heading } from "./report.ts";

/** To be found at a glance in a channel full of messages. The words beside it say the same. */
const signs = { danger: "🔴", warning: "🟡", taken: "👀", done: "✅" } as const;

/** What stands before a heading's text, with the space behind it; nothing for most. */
export function signalSign({ signal }: Heading): string {
  return signal === undefined ? "" : `${signs[signal]} `;
}
