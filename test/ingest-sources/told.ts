import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { JsonView } from "../../src/ingest/json-view.ts";
import { judgeSourceEvents } from "../../src/ingest/judge-source-events.ts";
import type { Source } from "../../src/ingest/source.ts";

export const now = new Date("2026-11-21T12:00:00Z");

const folder = join(import.meta.dirname, "../fixtures/webhooks");

/** The text of a fixture, as it was sent. */
export async function fixture(path: string): Promise<string> {
  return await readFile(join(folder, path), "utf8");
}

export async function fixtureJson(path: string): Promise<unknown> {
  return JSON.parse(await fixture(path));
}

interface Told {
  /** Time, type, id and data of each event. */
  readonly events: readonly (readonly [string, string, string, object])[];
  readonly ignored: readonly string[];
  /** `path message`, one an error. */
  readonly rejected: readonly string[];
}

/** What a source makes of a webhook's body. */
export function told(source: Source, body: unknown, at = now): Told {
  const digest = hash("sha256", JSON.stringify(body) ?? "", "hex").slice(0, 32);
  return asTold(source, source.events(new JsonView(body), { now: at, digest }));
}

/** What a source makes of an export's documents. */
export function toldByExport(source: Source, ...documents: readonly unknown[]): Told {
  const views = documents.map((document) => new JsonView(document));
  return asTold(source, source.backfill?.(views, { now, digest: "" }) ?? { events: [], ignored: [] });
}

function asTold(source: Source, made: ReturnType<Source["events"]>): Told {
  const { events, rejected } = judgeSourceEvents(made, source.name, now);
  return {
    events: events.map(({ at, type, id, data }) => [
      at.toISOString().replace(".000Z", "Z"),
      type,
      id,
      JSON.parse(JSON.stringify(data)),
    ]),
    ignored: made.ignored,
    rejected: rejected.flatMap(({ errors }) => errors.map(({ path, message }) => `${path} ${message}`)),
  };
}
