import { setTimeout as pause } from "node:timers/promises";
import type { ChartDrawer } from "../../charts/drawer.ts";
import { plainText } from "../../messages/plain-text.ts";
import { platformLimits } from "../platform-limits.ts";
import type { RenderedFile, Surface } from "../surface.ts";
import { chatOf, type PersonLinks } from "./chat-of.ts";
import { drawPictures } from "./draw-pictures.ts";
import { findMessage } from "./find-message.ts";
import { postMessage } from "./post-message.ts";
import { reportToBlocks } from "./report-to-blocks.ts";
import type { Picture } from "./section-to-blocks.ts";
import { type SlackClientConfig, slackClient } from "./slack-client.ts";
import { escaped } from "./slack-text.ts";
import { updateMessage } from "./update-message.ts";
import type { Sleep } from "./upload-picture.ts";
import { uploadPictures } from "./upload-pictures.ts";

export interface SlackSurfaceConfig extends SlackClientConfig {
  readonly drawer: ChartDrawer;
  /** Whether somebody answers buttons that run a command; without, only links are shown. */
  readonly hasCommands?: boolean;
  /** Who is who besides what Slack says; nothing unless given. */
  readonly links?: PersonLinks;
  /** For the pauses between retries and polls. */
  readonly sleep?: Sleep;
}

/**
 * Slack: blocks with uploaded pictures, found again by the delivery id in their metadata.
 *
 * `render` stands for what is posted: there, the id of a picture's `slack_file` is the name of the file in `files`.
 */
export function slackSurface(config: SlackSurfaceConfig): Surface {
  const { drawer, logger, hasCommands = false, links = noLinks, sleep = pause } = config;
  const client = slackClient(config);
  return {
    platform: "slack",
    async render(report) {
      const drawn = await drawPictures(report, drawer, logger);
      const pictures = drawn.map((one): Picture => ("problem" in one ? one : { fileId: one.name }));
      const text = fallbackText(report.summary);
      return {
        payload: { text, blocks: reportToBlocks(report, { pictures, hasCommands, mayRepeat: false }) },
        text: plainText(report),
        files: drawn.filter((one): one is RenderedFile => !("problem" in one)),
      };
    },
    async post(to, report, delivery) {
      const target = await chatOf(client, to, links);
      const drawn = await drawPictures(report, drawer, logger);
      const pictures = await uploadPictures(client, drawn, sleep, logger);
      const blocks = (shown: readonly Picture[]) =>
        reportToBlocks(report, { pictures: shown, hasCommands, mayRepeat: delivery.mayRepeat });
      const text = fallbackText(report.summary);
      return postMessage({ client, target, text, blocks, drawn, pictures, delivery, sleep, logger });
    },
    async find(to, delivery) {
      return findMessage(client, await chatOf(client, to, links), delivery);
    },
    async update(posted, report, { mayRepeat }) {
      const drawn = await drawPictures(report, drawer, logger);
      const pictures = await uploadPictures(client, drawn, sleep, logger);
      const blocks = reportToBlocks(report, { pictures, hasCommands, mayRepeat });
      await updateMessage(client, posted, { text: fallbackText(report.summary), blocks });
    },
    hasThreads: () => true,
  };
}

const noLinks: PersonLinks = { userOf: async () => undefined, isElse: async () => false };

/** What notifications and old clients show. */
function fallbackText(summary: string): string {
  return escaped(summary, platformLimits.slack.fallbackText) || "deskpulse";
}
