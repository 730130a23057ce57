import type { Kysely } from "kysely";
import type { Database } from "../../store/tables.ts";
import { instanceId } from "../instance-id.ts";

/** Who answers at /healthz; in words where it is none of us. `deskpulse`: the database that would tell is not there. */
type Health = "own" | "another deskpulse" | "deskpulse" | (string & {});

const TIMEOUT_MS = 6_000;

/**
 * Asks the server at an address who it is.
 *
 * @param own the database that this deskpulse uses
 * @throws whatever the request failed with, its cause in words
 */
export async function healthAt(
  address: URL,
  own: { readonly db: Kysely<Database>; readonly accountId: string } | undefined,
): Promise<Health> {
  const path = `${address.pathname.replace(/\/+$/, "")}/healthz`;
  const answer = await fetch(new URL(path, address.origin), {
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw causeOf(error);
  });
  const told = await instanceOf(answer);
  if (told === undefined) return `something else (HTTP ${answer.status})`;
  if (!own || told === "") return "deskpulse";
  return told === (await instanceId(own.db, own.accountId)) ? "own" : "another deskpulse";
}

/** Empty for a deskpulse that is still opening its database; undefined for what is none. */
async function instanceOf(answer: Response): Promise<string | undefined> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (typeof body !== "object" || body === null || Reflect.get(body, "status") !== "alive") return undefined;
  const instance: unknown = Reflect.get(body, "instance");
  return typeof instance === "string" ? instance : "";
}

/** `fetch` says "fetch failed" and puts what happened below. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
