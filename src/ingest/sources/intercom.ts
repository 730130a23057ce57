import type { Source, WebhookRequest } from "../source.ts";
import { headerText } from "../verify/header-text.ts";
import { hmacMatches } from "../verify/hmac-matches.ts";
import { exportedConversations } from "./intercom/exported-conversations.ts";
import { notificationEvents } from "./intercom/notification-events.ts";

/** Intercom's notifications, of its API's versions 1 and 2; exports: conversations as the API gives them. */
export const intercom: Source = {
  name: "intercom",
  secretName: "INTERCOM_CLIENT_SECRET",
  verify,
  events: notificationEvents,
  backfill: exportedConversations,
};

/** `X-Hub-Signature: sha1=<hex>` of the body; it signs no time, so a replay is known by its ids alone. */
function verify({ headers, body }: WebhookRequest, secret: string): string | undefined {
  const header = headerText(headers, "x-hub-signature");
  if (!header?.startsWith("sha1=")) return "X-Hub-Signature with sha1= is missing";
  const hmac = { algorithm: "sha1", encoding: "hex" } as const;
  if (hmacMatches(hmac, secret, [body], header.slice("sha1=".length))) return undefined;
  return "the signature is wrong: INTERCOM_CLIENT_SECRET must be the app's client secret";
}
