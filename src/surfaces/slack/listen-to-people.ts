import type { App, BlockAction, BlockElementAction } from "@slack/bolt";
import { actionIds } from "./actions-to-blocks.ts";
import { answerTap, interactionOf, type Tap } from "./block-action.ts";
import { showHome } from "./home.ts";
import { askerFrom } from "./interaction.ts";
import { orSorry } from "./or-sorry.ts";
import type { SlackDesk } from "./slack-desk.ts";
import { answerSlashCommand, lineOf } from "./slash-command.ts";
import { takeForm } from "./view-submission.ts";
import { FORM_CALLBACK } from "./views.ts";

/** Hangs on the app what people do. Everything is acknowledged before anything is asked of a database. */
export function listenToPeople(app: App, desk: SlackDesk): void {
  // Which commands there are, the manifest says; one that was taken out of it is answered all the same.
  app.command(/.*/, async ({ ack, command }) => {
    await ack();
    const asker = askerFrom({
      workspace: command.team_id,
      user: command.user_id,
      channel: command.channel_id,
      channelName: command.channel_name,
    });
    const from = {
      asker,
      triggerId: command.trigger_id,
      responseUrl: command.response_url,
      isCommand: true,
    };
    const line = lineOf(command.command, command.text ?? "");
    await desk.underWay.begin(() => orSorry(desk, from, () => answerSlashCommand(desk, line, from)));
  });
  app.action(new RegExp(`^(?:${actionIds.command}|${actionIds.modal})`), async ({ ack, action, body }) => {
    await ack();
    if (body.type !== "block_actions") return;
    const tap = tapOf(action as BlockElementAction, body);
    const from = interactionOf(tap);
    await desk.underWay.begin(() => orSorry(desk, from, () => answerTap(desk, tap, from)));
  });
  app.view(FORM_CALLBACK, async ({ ack, body, view }) => {
    if (body.type !== "view_submission") {
      await ack();
      return;
    }
    const sent = {
      workspace: body.team?.id ?? body.user.team_id ?? "",
      user: body.user.id,
      triggerId: body.trigger_id,
      view: { id: view.id, metadata: view.private_metadata, values: view.state.values },
    };
    await desk.underWay.begin(() => takeForm(desk, sent, (answer) => ack(answer)));
  });
  app.event("app_home_opened", async ({ event, body }) => {
    if (event.tab !== "home") return;
    const asker = askerFrom({ workspace: body.team_id, user: event.user });
    await desk.underWay.begin(() => showHome(desk, asker));
  });
}

function tapOf(action: BlockElementAction, body: BlockAction): Tap {
  const { view, channel } = body;
  return {
    workspace: body.team?.id ?? body.user.team_id ?? "",
    user: body.user.id,
    triggerId: body.trigger_id,
    actionId: action.action_id,
    value: chosenValue(action),
    responseUrl: body.response_url,
    channel: channel && { id: channel.id, name: channel.name },
    isEphemeral: body.container["is_ephemeral"] === true,
    view: view && { id: view.id, type: view.type, metadata: view.private_metadata },
  };
}

function chosenValue(action: BlockElementAction): string {
  if (action.type === "button") return action.value ?? "";
  return action.type === "static_select" ? action.selected_option.value : "";
}
