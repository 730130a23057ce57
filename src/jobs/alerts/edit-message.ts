import type { Kysely } from "kysely";
import { targetIntervalMs } from "../../deliveries/target-interval.ts";
import { reason } from "../../errors.ts";
import type { Report } from "../../messages/report.ts";
import { holdBack, takeTurn } from "../../store/delivery-pacing.ts";
import type { Database } from "../../store/tables.ts";
import { DeliveryError, type PostedMessage } from "../../surfaces/surface.ts";
import type { AlertRoom } from "./alert-room.ts";

/** A posted message that is to say something else. */
export interface Edit {
  readonly platform: string;
  /** As deskpulse.yaml names the place: whose pace is kept. */
  readonly target: string;
  /** What the surface answered when it was posted. */
  readonly posted: object;
  readonly mayRepeat: boolean;
  /** How often it could not be edited since it last could. */
  readonly failures: number;
  /** For the log: of what it tells. */
  readonly about: object;
}

/**
 * - `waiting`: another message has the place's turn
 * - `failed`: it did not work; it is safe to try again, whatever came of it
 * - `never`: it will not work as it is, since somebody deleted the message, say
 */
export type Edited =
  | { readonly state: "edited" | "never" }
  | { readonly state: "waiting" | "failed"; readonly tryAt: Date };

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Puts a report into the place of a posted message when it is the place's turn. What goes wrong at the platform is
 * answered and logged, not thrown; as long as it asked to wait, nothing is sent there.
 *
 * @param compose asked once the turn is taken
 */
export async function editMessage(
  room: AlertRoom,
  session: Kysely<Database>,
  edit: Edit,
  compose: () => Promise<Report>,
): Promise<Edited> {
  const { platform, target, mayRepeat } = edit;
  const now = room.clock.now();
  const surface = room.surfaces.get(platform);
  // Without credentials: they may come back with the next start.
  if (!surface) return { state: "failed", tryAt: new Date(now.getTime() + LONGEST_WAIT_MS) };
  const key = { accountId: room.accountId, platform, target };
  const turn = await takeTurn(session, key, now, targetIntervalMs(platform));
  if (turn) return { state: "waiting", tryAt: turn };
  const report = await compose();
  try {
    // The ledger keeps what the surface answered.
    await surface.update?.(edit.posted as PostedMessage, report, { mayRepeat });
    return { state: "edited" };
  } catch (error) {
    return await afterFailure(room, session, edit, error);
  }
}

async function afterFailure(
  room: AlertRoom,
  session: Kysely<Database>,
  { platform, target, failures, about }: Edit,
  error: unknown,
): Promise<Edited> {
  const failed = { ...about, platform, target, error: reason(error) };
  const { failure, retryAfterMs } = error instanceof DeliveryError ? error : { failure: "retry" as const };
  if (failure === "refused" || failure === "target-gone" || failure === "nobody") {
    room.logger.error(failed, "A message cannot be edited");
    return { state: "never" };
  }
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  const tryAt = new Date(room.clock.now().getTime() + Math.max(retryAfterMs ?? 0, backoff));
  if (retryAfterMs !== undefined)
    await holdBack(session, { accountId: room.accountId, platform, target }, tryAt);
  room.logger.warn({ ...failed, next: tryAt }, "A message is edited later");
  return { state: "failed", tryAt };
}
