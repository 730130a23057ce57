import { PUBLIC } from "@microsoft/teams.api";
import type { TrustsServiceUrl } from "./service-urls.ts";

export interface InboundRequest {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Why a request goes no further, in the words of its answer. */
export interface Refusal {
  readonly status: 400 | 401;
  readonly error: string;
}

export interface GuardOptions {
  /** Undefined lets requests without a token in: the test client's. */
  readonly tenantId: string | undefined;
  readonly trustsServiceUrl: TrustsServiceUrl;
}

/**
 * Stands in front of the SDK, which checks signature, audience and expiry, but (2.1.0) also takes tokens that any Entra
 * tenant issued for the bot, and sends the bot's own token to whatever `serviceUrl` stands in the body.
 *
 * @returns undefined when the request may go on to the SDK
 */
export function inboundGuard(request: InboundRequest, options: GuardOptions): Refusal | undefined {
  const { body } = request;
  const conversation = member(body, "conversation");
  if (typeof member(body, "type") !== "string" || typeof member(conversation, "id") !== "string") {
    return { status: 400, error: "not a Bot Framework activity: type or conversation.id is missing" };
  }
  const serviceUrl = member(body, "serviceUrl");
  if (typeof serviceUrl !== "string" || !options.trustsServiceUrl(serviceUrl)) {
    return { status: 401, error: "serviceUrl is not an address of Microsoft's bot service" };
  }
  if (options.tenantId === undefined) return undefined;
  return wrongIssuer(request) ?? wrongTenant(body, options.tenantId);
}

function wrongIssuer({ headers }: InboundRequest): Refusal | undefined {
  const header = headers["authorization"];
  const token = typeof header === "string" ? /^Bearer (\S+)$/.exec(header)?.[1] : undefined;
  if (token === undefined) return { status: 401, error: "no bearer token" };
  const issuer = member(claims(token), "iss");
  if (issuer === PUBLIC.tokenIssuer) return undefined;
  return { status: 401, error: "the token was not issued by the Bot Framework" };
}

/** Every place that names a tenant must name ours, and at least one must. */
function wrongTenant(body: unknown, tenantId: string): Refusal | undefined {
  const named = [
    member(member(body, "conversation"), "tenantId"),
    member(member(member(body, "channelData"), "tenant"), "id"),
  ].filter((tenant) => tenant !== undefined && tenant !== null);
  const ours = named.filter((tenant) => String(tenant).toLowerCase() === tenantId.toLowerCase());
  if (named.length > 0 && ours.length === named.length) return undefined;
  return { status: 401, error: "this tenant is not served here" };
}

/** What the token says, not yet believed: its signature is the SDK's to check. */
function claims(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
