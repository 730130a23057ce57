import type { Route } from "../http/route.ts";
import { GroupCommit } from "../ingest/http/group-commit.ts";
import type { IngestCounters } from "../ingest/ingest-counters.ts";
import { WebhookDoor } from "../ingest/webhook-door.ts";
import { appendEvents } from "../store/event-log.ts";
import type { Desk } from "./open-desk.ts";
import { webhookSources } from "./webhook-sources.ts";

/**
 * An address for each source: POST takes its webhooks, GET answers those who look whether it is there before they
 * send (Intercom does).
 *
 * @throws OperationError when a mapped source is not set up as the configuration says
 */
export async function sourceRoutes(desk: Desk, counters: IngestCounters): Promise<Route[]> {
  const { store, clock, logger, config, accountId } = desk;
  const { keepTexts } = config;
  const commits = new GroupCommit((account, events) =>
    appendEvents(store.db, account, events, clock.now(), { keepTexts }),
  );
  const all = await webhookSources(desk);
  return all.flatMap(({ source, secret }): Route[] => {
    const path = `/v1/sources/${source.name}`;
    const door = new WebhookDoor({
      source,
      secret,
      clock,
      logger,
      counters,
      commit: async (events) => commits.submit(accountId, events),
    });
    const status = { source: source.name, isSetUp: secret !== undefined };
    return [
      { method: "POST", path, take: (request) => door.take(request) },
      { method: "GET", path, answer: async () => ({ status: 200, body: status }) },
    ];
  });
}
