import { eventId } from "../event-id.ts";
import type { JsonView } from "../json-view.ts";
import type { RawEvent, Source, SourceEvents, WebhookRequest } from "../source.ts";
import { headerText } from "../verify/header-text.ts";
import { hmacMatches } from "../verify/hmac-matches.ts";
import { replayProblem } from "../verify/replay-problem.ts";

/** Calendly's webhook subscriptions: what invitees book, move and cancel. */
export const calendly: Source = {
  name: "calendly",
  secretName: "CALENDLY_WEBHOOK_SIGNING_KEY",
  verify,
  events,
};

const HEADER = "calendly-webhook-signature";

/** `t=1492774577,v1=<hex>`: HMAC-SHA256 of `<t>.<body>` with the subscription's signing key. */
function verify({ headers, body }: WebhookRequest, secret: string, now: Date): string | undefined {
  const parts = new URLSearchParams((headerText(headers, HEADER) ?? "").replaceAll(",", "&"));
  const [time, signature] = [parts.get("t"), parts.get("v1")];
  if (!time || !signature) return "Calendly-Webhook-Signature with t= and v1= is missing";
  const hmac = { algorithm: "sha256", encoding: "hex" } as const;
  if (!hmacMatches(hmac, secret, [time, ".", body], signature)) {
    return "the signature is wrong: CALENDLY_WEBHOOK_SIGNING_KEY must be the signing_key the subscription was made with";
  }
  return replayProblem(new Date(Number(time) * 1000), now, HEADER);
}

function events(body: JsonView): SourceEvents {
  const topic = body.at("event").id ?? "without an event";
  const invitee = body.at("payload");
  if (topic === "invitee.created") return { events: [booked(invitee)], ignored: [] };
  if (topic === "invitee.canceled") return { events: [givenUp(body, invitee)], ignored: [] };
  return { events: [], ignored: [topic] };
}

/** Booking is agreeing: whoever picks the time has confirmed it. */
function booked(invitee: JsonView): RawEvent {
  return {
    id: eventId(appointmentOf(invitee), "confirmed"),
    type: "appointment.confirmed",
    time: invitee.at("created_at").instant,
    data: {
      appointment: appointmentOf(invitee),
      startsAt: invitee.at("scheduled_event", "start_time").instant,
    },
  };
}

/** To move an appointment Calendly cancels it and books another, which is told on its own. */
function givenUp(body: JsonView, invitee: JsonView): RawEvent {
  const verdict = invitee.at("rescheduled").flag === true ? "rescheduled" : "cancelled";
  return {
    id: eventId(appointmentOf(invitee), verdict),
    type: `appointment.${verdict}`,
    time:
      invitee.at("cancellation", "created_at").instant ??
      invitee.at("updated_at").instant ??
      body.at("created_at").instant,
    data: { appointment: appointmentOf(invitee) },
  };
}

/** `<event>/<invitee>`, out of the invitee's address: one slot of a group event has many invitees. */
function appointmentOf(invitee: JsonView): string | undefined {
  const [, event, one] =
    /\/scheduled_events\/([^/]+)\/invitees\/([^/]+)$/.exec(invitee.at("uri").id ?? "") ?? [];
  return eventId(event, one);
}
