import type { Source, WebhookRequest } from "../source.ts";
import { headerText } from "../verify/header-text.ts";
import { hmacMatches } from "../verify/hmac-matches.ts";
import { replayProblem } from "../verify/replay-problem.ts";
import { tokenProblem } from "../verify/token-problem.ts";
import { exportedConversations } from "./chatwoot/exported-conversations.ts";
import { webhookEvents } from "./chatwoot/webhook-events.ts";

/** Chatwoot's webhooks; exports: conversations with their messages as the API gives them. */
export const chatwoot: Source = {
  name: "chatwoot",
  secretName: "CHATWOOT_WEBHOOK_SECRET",
  verify,
  events: webhookEvents,
  backfill: exportedConversations,
};

const TIMESTAMP = "x-chatwoot-timestamp";

/** Newer servers sign `<timestamp>.<body>`; older ones do not, there a token stands in the webhook's address. */
function verify(request: WebhookRequest, secret: string, now: Date): string | undefined {
  const { headers, body } = request;
  const signature = headerText(headers, "x-chatwoot-signature");
  const timestamp = headerText(headers, TIMESTAMP);
  if (!signature || !timestamp) return tokenProblem(request, secret);
  const hmac = { algorithm: "sha256", encoding: "hex" } as const;
  if (hmacMatches(hmac, secret, [timestamp, ".", body], signature.replace(/^sha256=/, ""))) {
    return replayProblem(new Date(Number(timestamp) * 1000), now, TIMESTAMP);
  }
  // A server that signs with a secret of its own may still carry the token that was put into the address.
  if (request.query.has("token") && tokenProblem(request, secret) === undefined) return undefined;
  return "the signature is wrong: CHATWOOT_WEBHOOK_SECRET must be the webhook's secret";
}
