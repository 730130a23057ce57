import type { SlackMessage } from "./answer-blocks.ts";

const TIMEOUT_MS = 10_000;

/** Slack did not take an answer at its address. */
export class RespondError extends Error {
  override readonly name = "RespondError";
  /** The message itself is refused, not the address. */
  readonly isAboutMessage: boolean;

  constructor(message: string, isAboutMessage: boolean, cause?: unknown) {
    super(message, { cause });
    this.isAboutMessage = isAboutMessage;
  }
}

/**
 * Sends to a request's own address, to be seen by whoever asked alone.
 *
 * @param replaces takes the place of the message that was tapped, or of what this address said before. Never for a
 *   message that others see too.
 * @throws RespondError
 */
export async function respond(address: string, message: SlackMessage, replaces: boolean): Promise<void> {
  const body = JSON.stringify({ response_type: "ephemeral", replace_original: replaces, ...message });
  const { status, text } = await post(address, body);
  if (status < 300 && !/"ok"\s*:\s*false/.test(text)) return;
  const isAboutMessage = /invalid_blocks|invalid_attachments|msg_too_long|msg_blocks_too_long/.test(text);
  throw new RespondError(`Slack took no answer: HTTP ${status} ${text.slice(0, 100)}`, isAboutMessage);
}

async function post(address: string, body: string): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    // The address is a secret: it stays out of the message.
    throw new RespondError("Slack took no answer: no connection", false, error);
  }
}
