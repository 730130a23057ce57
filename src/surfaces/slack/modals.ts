import type { ModalView } from "@slack/types";
import type { SlackDesk } from "./slack-desk.ts";
import { deliveryError, slackCode } from "./slack-errors.ts";

/** A modal's id; spent: Slack has seen this trigger before, so the request came twice; failed: it did not open. */
export type Opened = { readonly viewId: string } | "spent" | "failed";

/** Opens a modal. Never throws. */
export async function openModal(
  { client, logger }: SlackDesk,
  triggerId: string,
  view: ModalView,
): Promise<Opened> {
  try {
    const opened = await client.views.open({ trigger_id: triggerId, view });
    return opened.view?.id ? { viewId: opened.view.id } : "failed";
  } catch (error) {
    if (slackCode(error) === "exchanged_trigger_id") return "spent";
    const { message } = deliveryError(error, "preparing", "opening a modal");
    logger.warn({ reason: message }, "A modal did not open");
    return "failed";
  }
}

export function isOpened(opened: Opened): opened is { readonly viewId: string } {
  return typeof opened === "object";
}

/** Shows something else in an open modal. Whether it could: its owner may have closed it. Never throws. */
export async function updateModal(
  { client, logger }: SlackDesk,
  viewId: string,
  view: ModalView,
): Promise<boolean> {
  try {
    await client.views.update({ view_id: viewId, view });
    return true;
  } catch (error) {
    if (slackCode(error) === "not_found") return true;
    const { message } = deliveryError(error, "preparing", "updating a modal");
    logger.warn({ reason: message }, "A modal was not updated");
    return false;
  }
}
