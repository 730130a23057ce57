import { type FetchFunction, WebClient } from "@slack/web-api";
import type { Logger } from "../../logger.ts";
import { slackLogger } from "./slack-logger.ts";

// What is waited after a 429 that does not say how long: https://docs.slack.dev/apis/web-api/rate-limits always does.
const UNSAID_RETRY_AFTER_SECONDS = "30";

export interface SlackClientConfig {
  readonly botToken: string;
  /** Slack's own unless given, for an emulator or a proxy; SLACK_API_URL. */
  readonly apiUrl?: string | undefined;
  readonly logger: Logger;
  /** Milliseconds after which a request is given up; 10 s unless given. */
  readonly timeoutMs?: number | undefined;
}

/**
 * The Web API without any retry of the SDK's own: it would repeat a chat.postMessage whose answer was lost, and it would
 * hold every other call of the client back during a 429.
 */
export function slackClient({ botToken, apiUrl, logger, timeoutMs = 10_000 }: SlackClientConfig): WebClient {
  return new WebClient(botToken, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    logger: slackLogger(logger),
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: fetchWithRetryAfter,
  });
}

/** The SDK turns a 429 without the header into a plain Error that nobody can tell from others. */
const fetchWithRetryAfter: FetchFunction = async (url, init) => {
  const response = await fetch(url, init);
  if (response.status !== 429 || response.headers.has("retry-after")) return response;
  const headers = new Headers(response.headers);
  headers.set("retry-after", UNSAID_RETRY_AFTER_SECONDS);
  return new Response(await response.arrayBuffer(), { status: 429, headers });
};
