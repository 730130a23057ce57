import { createHmac } from "node:crypto";

/** Who does something in Slack, and where. */
export interface Somebody {
  readonly user: string;
  readonly channel?: string;
  readonly trigger: string;
  readonly responseUrl: string;
}

interface SendOptions {
  readonly secret?: string;
  /** Seconds that the request is old. */
  readonly age?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As Slack signs: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function sendSigned(
  url: string,
  body: string,
  signingSecret: string,
  { secret = signingSecret, age = 0, headers = {} }: SendOptions = {},
): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1_000) - age);
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  const isJson = body.startsWith("{");
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
      ...headers,
    },
    body,
  });
}

export type { SendOptions };

const team = "T000000001";

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function slashCommand(command: string, text: string, who: Somebody): string {
  return new URLSearchParams({
    token: "gIkuvaNzQIHg97ATvDxqgjtO",
    team_id: team,
    team_domain: "desk",
    channel_id: who.channel ?? "D1",
    channel_name: who.channel === undefined ? "directmessage" : "support",
    user_id: who.user,
    user_name: "somebody",
    command,
    text,
    api_app_id: "A123456",
    is_enterprise_install: "false",
    response_url: who.responseUrl,
    trigger_id: who.trigger,
  }).toString();
}

/** Where an element stands that is tapped. */
export type Surface =
  | { readonly kind: "message" | "ephemeral" }
  | { readonly kind: "modal" | "home"; readonly viewId: string; readonly metadata?: string };

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function blockActions(action: object, on: Surface, who: Somebody): string {
  const isView = on.kind === "modal" || on.kind === "home";
  return payload({
    ...envelope("block_actions", who),
    ...(isView
      ? {
          container: { type: "view", view_id: on.viewId },
          view: {
            id: on.viewId,
            type: on.kind,
            private_metadata: on.metadata ?? "",
            blocks: [],
            hash: "1.a",
          },
        }
      : {
          container: {
            type: "message",
            message_ts: "1548261231.000200",
            channel_id: who.channel,
            is_ephemeral: on.kind === "ephemeral",
          },
          channel: { id: who.channel, name: "support" },
          response_url: who.responseUrl,
        }),
    actions: [{ block_id: "b", action_ts: "1548426417.840180", ...action }],
  });
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function viewSubmission(view: object, values: object, who: Somebody): string {
  return payload({
    ...envelope("view_submission", who),
    view: { type: "modal", callback_id: "form", hash: "1.a", state: { values }, ...view },
    response_urls: [],
  });
}

/** https://docs.slack.dev/apis/events-api */
export function eventOf(inner: object, id = "Ev1"): string {
  return JSON.stringify({
    token: "t",
    team_id: team,
    api_app_id: "A123456",
    type: "event_callback",
    event_id: id,
    event_time: 1_795_299_166,
    event: inner,
  });
}

function envelope(type: string, { user, trigger }: Somebody): object {
  return {
    type,
    team: { id: team, domain: "desk" },
    user: { id: user, username: "somebody", name: "somebody", team_id: team },
    api_app_id: "A123456",
    token: "t",
    trigger_id: trigger,
    is_enterprise_install: false,
    enterprise: null,
  };
}

function payload(body: object): string {
  return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
}
