import type { Check } from "../check.ts";
import { fine, problem } from "../finding.ts";
import { counted } from "../listed.ts";

const WEEK_MS = 7 * 86_400_000;
const SHOWN = 3;

/** Whether what was due lately was delivered. */
export const deliveries: Check = {
  name: "deliveries",
  async lookInto(db, { accountId, clock }) {
    const since = new Date(clock.now().getTime() - WEEK_MS);
    const lately = db
      .selectFrom("deliveries")
      .where("account_id", "=", accountId)
      .where("due_at", ">=", since);
    const failed = await lately
      .select(["subject_id", "occurrence", "platform", "target", "error"])
      .where("state", "=", "failed")
      .orderBy("due_at", "desc")
      .execute();
    const sent = await lately
      .select((row) => row.fn.countAll<number>().as("count"))
      .where("state", "=", "sent")
      .executeTakeFirstOrThrow();
    return [
      fine(
        `${counted(sent.count, "message")} ${sent.count === 1 ? "was" : "were"} delivered in the last 7 days.`,
      ),
      ...failed
        .slice(0, SHOWN)
        .map((row) =>
          problem(
            `${row.subject_id} of ${row.occurrence} did not reach ${row.platform} ${row.target}: ${row.error ?? "no reason was kept"}`,
            `Remove the cause, then: deskpulse digest send ${row.subject_id}`,
          ),
        ),
      ...(failed.length > SHOWN
        ? [
            problem(
              `${counted(failed.length - SHOWN, "more message")} failed in the last 7 days.`,
              "See the log of deskpulse.",
            ),
          ]
        : []),
    ];
  },
};
