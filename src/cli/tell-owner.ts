import type { Delivery } from "../store/delivery-ledger.ts";
import type { Desk } from "./open-desk.ts";
import { slackOptions } from "./slack-options.ts";

/** Says of a delivery that failed for good: in the log, and in Slack to the admins of deskpulse.yaml. */
export function tellOwner(desk: Desk) {
  return async (delivery: Delivery, error: string): Promise<void> => {
    const { delivery_id, kind, subject_id, platform, target } = delivery;
    desk.logger.error(
      { delivery: delivery_id, kind, subject: subject_id, platform, target, error },
      "A delivery failed for good",
    );
    const options = slackOptions(desk);
    const admins = desk.config.people.flatMap(({ role, email }) => (role === "admin" ? email : []));
    if (!options || admins.length === 0) return;
    const { tellByEmail } = await import("../surfaces/slack/tell-by-email.ts");
    const words = `The ${kind} “${subject_id}” could not be posted to ${platform} ${target}: ${error}`;
    // Not waited for: the delivery is settled, and others are due.
    void tellByEmail(options, admins, words);
  };
}
