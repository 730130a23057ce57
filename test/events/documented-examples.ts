import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export interface ExampleEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const eventsPage = readFileSync(resolve(import.meta.dirname, "../../docs/events.md"), "utf8");

/** The events shown in docs/events.md: at least one of each type, with every field it may have. */
export const documentedExamples: readonly ExampleEvent[] = [...eventsPage.matchAll(/```ndjson\n(.*?)```/gs)]
  .flatMap((block) => (block[1] ?? "").trim().split("\n"))
  .map((line) => JSON.parse(line) as ExampleEvent);
