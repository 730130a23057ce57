import type { Check } from "../check.ts";
import { type Finding, fine, problem } from "../finding.ts";
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
      .select(["kind", "subject_id", "occurrence", "platform", "target", "error"])
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
      ...failed.slice(0, SHOWN).map(undelivered),
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

function undelivered(row: {
  readonly kind: string;
  readonly subject_id: string;
  readonly occurrence: string;
  readonly platform: string;
  readonly target: string;
  readonly error: string | null;
}): Finding {
  const { kind, subject_id: subject, platform, target } = row;
  const missed = `did not reach ${platform} ${target}: ${row.error ?? "no reason was kept"}`;
  if (kind === "digest") {
    const remedy = `Remove the cause, then: deskpulse digest send ${subject}`;
    return problem(`${subject} of ${row.occurrence} ${missed}`, remedy);
  }
  const what = kind === "sla-alert" ? `Alert ${subject}` : "A message for many alerts";
  return problem(`${what} ${missed}`, "Remove the cause. Type ack there to see the alerts that are open.");
}
