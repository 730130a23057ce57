import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { reason } from "../../errors.ts";
import { DeliveryError } from "../surface.ts";
import { goneCodes, slackRemedies } from "./slack-remedies.ts";

/** What was being done: only while posting can a lost answer mean that the message is there. */
export type Step = "preparing" | "posting";

// The connection was never made, so the request cannot have arrived.
const neverSent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

const rateLimitCodes: ReadonlySet<string> = new Set(["ratelimited", "rate_limited"]);
// "It's possible some aspect of the operation succeeded before the error was raised."
const halfDoneCodes: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "service_unavailable"]);
const DEFAULT_RETRY_AFTER_MS = 30_000;

/** The one place where the SDK's errors become ours. `what` is what failed, for people: "posting to C0123". */
export function deliveryError(error: unknown, step: Step, what: string): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof WebAPIRateLimitedError) {
    const text = `${what}: Slack asks to wait ${error.retryAfter} s`;
    return new DeliveryError("retry", text, { cause: error, retryAfterMs: error.retryAfter * 1_000 });
  }
  if (error instanceof WebAPIPlatformError) return platformError(error, step, what);
  if (error instanceof WebAPIHTTPError) return httpError(error, step, what);
  return lost(error, neverReached(error) ? "preparing" : step, `${what}: ${networkReason(error)}`);
}

/** The code of an error Slack itself gave: "channel_not_found". */
export function slackCode(error: unknown): string | undefined {
  if (error instanceof DeliveryError) return slackCode(error.cause);
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** Slack was not reached at all: no connection was made. */
export function neverReached(error: unknown): boolean {
  if (error instanceof DeliveryError) return neverReached(error.cause);
  return causes(error).some((cause) => neverSent.has(codeOf(cause)));
}

/** What Slack says about a message it refused: the place and the fault. */
export function complaintsOf(error: unknown): readonly string[] {
  if (error instanceof DeliveryError) return complaintsOf(error.cause);
  if (!(error instanceof WebAPIPlatformError)) return [];
  return error.data.response_metadata?.messages ?? [];
}

function platformError(error: WebAPIPlatformError, step: Step, what: string): DeliveryError {
  const code = error.data.error;
  if (rateLimitCodes.has(code)) {
    const seconds = error.data.response_metadata?.retryAfter;
    const retryAfterMs = seconds === undefined ? DEFAULT_RETRY_AFTER_MS : seconds * 1_000;
    return new DeliveryError("retry", `${what}: Slack asks to wait`, { cause: error, retryAfterMs });
  }
  if (halfDoneCodes.has(code)) return lost(error, step, `${what}: Slack had an error of its own (${code})`);
  if (code === "request_timeout") {
    return new DeliveryError("retry", `${what}: the request arrived cut off`, { cause: error });
  }
  // The SDK puts a body that is no JSON here whole: a page of a proxy, not an answer of Slack.
  if (!/^[\w.:-]{1,80}$/.test(code)) return lost(error, step, `${what}: the answer was not Slack's`);
  const failure = goneCodes.has(code) ? "target-gone" : "refused";
  return new DeliveryError(failure, `${what}: ${explain(error)}`, { cause: error });
}

function explain(error: WebAPIPlatformError): string {
  const code = error.data.error;
  const needed = "needed" in error.data ? ` (needs ${String(error.data["needed"])})` : "";
  const complaints = complaintsOf(error).slice(0, 3).join("; ");
  return [`Slack says ${code}${needed}.`, complaints, slackRemedies[code]].filter(Boolean).join(" ");
}

function httpError(error: WebAPIHTTPError, step: Step, what: string): DeliveryError {
  const text = `${what}: HTTP ${error.statusCode}`;
  if (error.statusCode >= 500 || error.statusCode === 408) return lost(error, step, text);
  const remedy = "That is not an answer of Slack's: check SLACK_API_URL and any proxy between.";
  return new DeliveryError("refused", `${text}. ${remedy}`, { cause: error });
}

/** No answer worth the name came. */
function lost(cause: unknown, step: Step, text: string): DeliveryError {
  return step === "posting"
    ? new DeliveryError("unclear", `${text}; the message may have been posted`, { cause })
    : new DeliveryError("retry", text, { cause });
}

function networkReason(error: unknown): string {
  const innermost = causes(error).at(-1);
  if (causes(error).some((cause) => cause instanceof Error && cause.name === "TimeoutError")) {
    return "no answer in time";
  }
  return reason(innermost) || codeOf(innermost) || "the connection failed";
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let next: unknown = error instanceof WebAPIRequestError ? error.original : error;
  while (next !== undefined && next !== null && chain.length < 5) {
    chain.push(next);
    next = next instanceof Error ? next.cause : undefined;
  }
  return chain;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
