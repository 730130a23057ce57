import type { Source } from "../source.ts";
import { tokenProblem } from "../verify/token-problem.ts";
import { automationEvents } from "./freshdesk/automation-events.ts";
import { exportedTickets } from "./freshdesk/exported-tickets.ts";

/** Freshdesk's automation webhooks, which it does not sign; exports: tickets with their conversations. */
export const freshdesk: Source = {
  name: "freshdesk",
  secretName: "FRESHDESK_WEBHOOK_TOKEN",
  verify: tokenProblem,
  events: (body, context) =>
    body.at("ticket").isPresent ? exportedTickets([body]) : automationEvents(body, context),
  backfill: exportedTickets,
};
