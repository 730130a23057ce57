import { reason } from "../../errors.ts";
import { DeliveryError, type DeliveryFailure } from "../surface.ts";

/** What was tried, for messages: the conversation. */
export interface Attempt {
  readonly target: string;
  /** For a Retry-After that names an instant. */
  readonly now: Date;
}

/** A failure before the message left: no token could be had. Nothing was posted. */
export function tokenError(error: unknown): DeliveryError {
  const text = reason(error);
  // MSAL's words for a secret, client or tenant that Entra does not know.
  if (/invalid_client|unauthorized_client|invalid_request|AADSTS\d+|tenant/i.test(text)) {
    return new DeliveryError(
      "refused",
      `Microsoft gave the bot no token: ${firstLine(text)}. Check TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET (it may have expired) and TEAMS_TENANT_ID.`,
      { cause: error },
    );
  }
  return new DeliveryError("retry", `Microsoft's token service did not answer: ${firstLine(text)}`, {
    cause: error,
  });
}

/** Whatever posting an activity threw. What is not known for certain counts as unclear. */
export function postError(error: unknown, attempt: Attempt): DeliveryError {
  const { status, code, serviceCode, retryAfter } = facts(error);
  if (status !== undefined) {
    const [failure, remedy] = byStatus(status, serviceCode);
    const retryAfterMs = failure === "retry" ? milliseconds(retryAfter, attempt.now) : undefined;
    const found = serviceCode === undefined ? `HTTP ${status}` : `HTTP ${status}, ${serviceCode}`;
    return new DeliveryError(failure, `Teams answered ${found} for conversation ${attempt.target}${remedy}`, {
      cause: error,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  if (code !== undefined && neverLeft.has(code)) {
    return new DeliveryError("retry", `Teams cannot be reached (${code})`, { cause: error });
  }
  const what = code === undefined ? firstLine(reason(error)) : code;
  return new DeliveryError("unclear", `Teams did not confirm the message to ${attempt.target} (${what})`, {
    cause: error,
  });
}

/** No connection was made, so nothing can have been posted. */
const neverLeft = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * By https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages: 412, 429, 502
 * and 503 were not taken and may be tried again. 500 and 504 say only that nothing came back from behind the door.
 */
function byStatus(status: number, serviceCode: string | undefined): [DeliveryFailure, string] {
  if ([408, 412, 429, 502, 503].includes(status)) return ["retry", ""];
  if (status >= 500) return ["unclear", ""];
  if (status === 401) {
    return [
      "refused",
      ": it does not accept the bot's token. Check TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID.",
    ];
  }
  if (status === 403 && serviceCode === "InvalidBotApiHost") {
    return ["refused", ": its service address is out of date. Write to the bot there once, that renews it."];
  }
  if (status === 403)
    return ["target-gone", ": the bot was removed there or may not write. Install it again."];
  if (status === 404) return ["target-gone", ": it does not exist any more."];
  if (status === 413 || serviceCode === "MessageSizeTooBig") return ["refused", ": the card is too large."];
  return ["refused", "."];
}

interface Facts {
  readonly status?: number;
  readonly code?: string;
  readonly serviceCode?: string;
  readonly retryAfter?: string;
}

/** What an axios error tells, read without trusting its shape. */
function facts(error: unknown): Facts {
  const response = field(error, "response");
  const status = field(response, "status");
  const code = field(error, "code");
  const serviceCode = field(field(field(response, "data"), "error"), "code");
  const retryAfter = field(field(response, "headers"), "retry-after");
  return {
    ...(typeof status === "number" ? { status } : {}),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof serviceCode === "string" ? { serviceCode } : {}),
    ...(typeof retryAfter === "string" ? { retryAfter } : {}),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Retry-After is seconds or an HTTP date. */
function milliseconds(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? text).slice(0, 200);
}
