import type { Route } from "../http/route.ts";
import { EventsDoor } from "../ingest/http/events-door.ts";
import { openapi } from "../ingest/http/openapi.ts";
import type { IngestCounters } from "../ingest/ingest-counters.ts";
import type { Desk } from "./open-desk.ts";

/** Where events are sent, and the document that says how. */
export function eventsRoutes({ store, clock, logger, config }: Desk, counters: IngestCounters): Route[] {
  const door = new EventsDoor({ db: store.db, clock, logger, keepTexts: config.keepTexts, counters });
  return [
    { method: "POST", path: "/v1/events", take: (request) => door.take(request) },
    { method: "GET", path: "/openapi.json", answer: async () => ({ status: 200, body: openapi() }) },
  ];
}
