import { OperationError, reason } from "../errors.ts";
import type { DatabasePlace } from "./database-place.ts";
import { diskFull, isDiskFull } from "./embedded/disk-full.ts";

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPIPE",
  "ENOENT",
]);

/** An error that is not the query's fault, worded for people; undefined for all others. */
export function databaseProblem(error: unknown, place: DatabasePlace): OperationError | undefined {
  const code = codeOf(error);
  const text = reason(error);
  const isLost = isUnreachable(code, text);
  const folder = place.embeddedFolder;
  // A server without room for its write-ahead log ends itself instead of answering 53100.
  if (folder !== undefined && (code === "53100" || (isLost && isDiskFull(folder)))) {
    return diskFull(folder, error);
  }
  const message = isLost ? unreachable(place, code ?? text) : wording(code, text, place);
  return message === undefined ? undefined : new OperationError(message, { cause: error });
}

function wording(code: string | undefined, text: string, place: DatabasePlace): string | undefined {
  const { host, database, user } = place;
  switch (code) {
    case "53100":
      return `The disk of the PostgreSQL server at ${host} is full: free some space there. Nothing that was stored is lost.`;
    case "28P01":
    case "28000":
      return `PostgreSQL at ${host} refuses user ${user} (${text}): check user and password in DATABASE_URL.`;
    case "3D000":
      return `PostgreSQL at ${host} has no database ${database}: make it with createdb, or correct DATABASE_URL.`;
    case "3F000":
    case "42501":
      return `PostgreSQL at ${host} does not let user ${user} do this (${text}): make ${user} the owner of database ${database}.`;
    case "53300":
      return `PostgreSQL at ${host} has no connection left (${text}): raise its max_connections or end other programs.`;
    case "57P03":
      return `PostgreSQL at ${host} takes no connections at the moment (${text}): try again in a minute.`;
    default:
      return undefined;
  }
}

function unreachable({ host, embeddedFolder }: DatabasePlace, detail: string): string {
  return embeddedFolder === undefined
    ? `Cannot reach PostgreSQL at ${host} (${detail}): check that it runs and that DATABASE_URL names the right host, port and TLS mode.`
    : `The connection to the embedded PostgreSQL in ${embeddedFolder} was lost (${detail}): start again; its server.log says more.`;
}

function isUnreachable(code: string | undefined, text: string): boolean {
  if (code !== undefined && (UNREACHABLE.has(code) || /^57P0[12]$|CERT|TLS|SSL/.test(code))) return true;
  return /connection timeout|timeout exceeded|Connection terminated|not queryable|does not support SSL/i.test(
    text,
  );
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
