import type { Source, WebhookRequest } from "../source.ts";
import { headerText } from "../verify/header-text.ts";
import { hmacMatches } from "../verify/hmac-matches.ts";
import { replayProblem } from "../verify/replay-problem.ts";
import { auditEvents } from "./zendesk/audit-events.ts";
import { ticketEvents } from "./zendesk/ticket-events.ts";

/** Zendesk's event webhooks; exports: ticket audits and incremental ticket events. */
export const zendesk: Source = {
  name: "zendesk",
  secretName: "ZENDESK_WEBHOOK_SECRET",
  verify,
  events: ticketEvents,
  backfill: auditEvents,
};

const TIMESTAMP = "x-zendesk-webhook-signature-timestamp";

/** https://developer.zendesk.com/documentation/webhooks/verifying/: base64(HMACSHA256(TIMESTAMP + BODY)) */
function verify({ headers, body }: WebhookRequest, secret: string, now: Date): string | undefined {
  const signature = headerText(headers, "x-zendesk-webhook-signature");
  const timestamp = headerText(headers, TIMESTAMP);
  if (!signature || !timestamp) return `X-Zendesk-Webhook-Signature and its timestamp are missing`;
  const hmac = { algorithm: "sha256", encoding: "base64" } as const;
  if (!hmacMatches(hmac, secret, [timestamp, body], signature)) {
    return "the signature is wrong: ZENDESK_WEBHOOK_SECRET must be the webhook's signing secret";
  }
  return replayProblem(new Date(timestamp), now, TIMESTAMP);
}
