import type { RenderedMessage } from "../surfaces/surface.ts";
import { slackBlocks, slackHtml } from "./slack-html.ts";
import { type SlackTap, tappable } from "./slack-taps.ts";

/** A message of the desk's channel as it stands now. */
export interface ShownMessage {
  readonly id: string;
  /** Whose direct chat it stands in; null: the channel. */
  readonly to: string | null;
  /** The line that takes it on; null where nobody needs to. */
  readonly takingOn: string | null;
  /** What stands in its thread, in a line each. */
  readonly replies: readonly string[];
  readonly text: string;
  /** As the surfaces would send it. */
  readonly slack: RenderedMessage["payload"];
  readonly teams: RenderedMessage["payload"];
}

/** The same as the page takes it. */
interface PageMessage extends Pick<ShownMessage, "id" | "to" | "takingOn" | "replies"> {
  readonly slack: string;
  readonly taps: readonly SlackTap[];
  readonly card: object;
}

export interface MessageRoute {
  readonly method: "GET";
  readonly path: string;
  answer(): Promise<{ readonly status: number; readonly body: readonly PageMessage[] }>;
}

/** Where the page looks every second for what stands in the desk's channel. */
export function messageRoute(messages: () => Promise<readonly ShownMessage[]>): MessageRoute {
  return {
    method: "GET",
    path: "/studio/messages",
    answer: async () => ({ status: 200, body: (await messages()).map(pageMessage) }),
  };
}

function pageMessage({ slack, teams, text: _text, ...message }: ShownMessage): PageMessage {
  const { blocks, taps } = tappable(slackBlocks(slack), `${message.id}-`);
  const { attachments } = teams as { attachments: readonly { content: object }[] };
  return {
    ...message,
    slack: slackHtml({ payload: { blocks }, files: [] }),
    taps,
    card: attachments[0]?.content ?? {},
  };
}
