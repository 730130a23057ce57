import { reason } from "../errors.ts";
import { type ChatRequest, claimChatRequest } from "../store/chat-requests.ts";
import type { AnsweringRoom } from "./answering-room.ts";
import { withinLimit } from "./within-limit.ts";

/** Whoever asks waits for this before anything else is done. */
const LIMIT_MS = 10_000;

/** Whether a request is to be answered, which it is where the database does not say. */
export async function isFirst(
  { db, accountId, clock, logger }: AnsweringRoom,
  request: ChatRequest,
  spanMs?: number,
): Promise<boolean> {
  try {
    return await withinLimit(claimChatRequest(db, accountId, request, clock.now(), spanMs), LIMIT_MS);
  } catch (error) {
    logger.warn({ reason: reason(error) }, "Whether a request was answered before is not known");
    return true;
  }
}
