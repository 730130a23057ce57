import diagnostics from "node:diagnostics_channel";
import { writeSync } from "node:fs";
import pg from "pg";

/**
 * Preloaded into a child process: lists on stderr what it does to the world, step by step, and kills it with SIGKILL at
 * the step whose number is DIE_AT, or the first whose name matches it.
 *
 * A step is: a writing SQL statement is about to be sent; a request is about to leave; an answer has come and nobody has
 * seen it yet; a text is about to be printed, or has been. A step is passing where nothing outlives the process between
 * it and the next one: within a transaction, and after what has happened. To die there is to die at the next.
 */
const dieAt = process.env["DIE_AT"];
const WRITES = /^\s*(insert|update|delete|commit)\b/i;
let steps = 0;

function step(name: string, isPassing = false): void {
  steps++;
  writeSync(2, `step ${steps}${isPassing ? ", passing" : ""}: ${name}\n`);
  if (isLast(name)) process.kill(process.pid, "SIGKILL");
}

function isLast(name: string): boolean {
  if (dieAt === undefined) return false;
  return /^\d+$/.test(dieAt) ? Number(dieAt) === steps : new RegExp(dieAt).test(name);
}

const inTransaction = new WeakSet<pg.Client>();
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [first] = given;
  const text =
    typeof first === "string" ? first : first instanceof Object && "text" in first ? String(first.text) : "";
  if (/^\s*(begin|start transaction)\b/i.test(text)) inTransaction.add(this);
  if (/^\s*(commit|rollback)\b/i.test(text)) inTransaction.delete(this);
  if (WRITES.test(text))
    step(`sql ${text.trim().split(/\s+/).slice(0, 3).join(" ")}`, inTransaction.has(this));
  return Reflect.apply(query, this, given);
} as typeof query;

const requests: Record<string, (message: never) => string> = {
  "undici:request:create": ({ request }: { request: { origin: string; path: string } }) =>
    `request ${request.origin}${request.path}`,
  "undici:request:headers": ({ request }: { request: { origin: string; path: string } }) =>
    `answer ${request.origin}${request.path}`,
  "http.client.request.created": ({ request }: { request: { host: string; path: string } }) =>
    `request ${request.host}${request.path}`,
  "http.client.response.finish": ({ request }: { request: { host: string; path: string } }) =>
    `answer ${request.host}${request.path}`,
};
for (const [channel, nameOf] of Object.entries(requests)) {
  diagnostics.subscribe(channel, (message) => {
    const name = nameOf(message as never);
    step(name, name.startsWith("answer"));
  });
}

const write = process.stdout.write;
process.stdout.write = function (this: NodeJS.WriteStream, ...given: unknown[]) {
  step("print");
  const isFlushed = Reflect.apply(write, this, given);
  step("printed", true);
  return isFlushed;
} as typeof write;
