import { createHash, timingSafeEqual } from "node:crypto";
import type { WebhookRequest } from "../source.ts";

/** For vendors who do not sign: a shared token in `Authorization: Bearer`, in `X-Deskpulse-Token` or as `?token=`. */
export function tokenProblem({ headers, query }: WebhookRequest, secret: string): string | undefined {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const own = headers["x-deskpulse-token"];
  const given = bearer ?? (typeof own === "string" ? own : undefined) ?? query.get("token") ?? undefined;
  if (given === undefined) {
    return "no token: send it as Authorization: Bearer TOKEN, as X-Deskpulse-Token, or as ?token= in the address";
  }
  return timingSafeEqual(digest(given), digest(secret)) ? undefined : "the token is not the one set here";
}

/** Of one length, whatever was sent: the comparison does not tell how long the token is. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
