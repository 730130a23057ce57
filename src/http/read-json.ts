import type { IncomingMessage } from "node:http";
import type { JsonAnswer } from "./route.ts";

/** A body that was read, or the answer that says why it was not. */
export type ReadBody = { readonly body: unknown } | { readonly refusal: JsonAnswer };

/** Reads a JSON body of at most `limit` bytes. */
export async function readJson(request: IncomingMessage, limit: number): Promise<ReadBody> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i.test(type)) {
    return refused(415, `the body must be application/json, not ${type === "" ? "without a type" : type}`);
  }
  if ((request.headers["content-encoding"] ?? "identity") !== "identity") {
    return refused(415, "the body must not be compressed");
  }
  const bytes = await read(request, limit);
  if (!bytes) return refused(413, `the body is larger than ${limit} bytes`);
  try {
    return { body: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return refused(400, "the body is not valid JSON");
  }
}

/** Undefined as soon as it is too large; what is still under way is left unread. */
async function read(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function refused(status: number, error: string): ReadBody {
  // The rest of the body may still be on its way: the connection is of no further use.
  return { refusal: { status, body: { error }, headers: { connection: "close" } } };
}
