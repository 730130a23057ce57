import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type Block, Message } from "slack-blocks-to-jsx";
import type { RenderedFile, RenderedMessage } from "../surfaces/surface.ts";
import { dataUrl } from "./data-url.ts";

/** A Slack message as Slack shows it. A picture's file is named like its `slack_file`. */
export function slackHtml({ payload, files }: Pick<RenderedMessage, "payload" | "files">): string {
  const blocks = slackBlocks(payload).map((block) => shown(block, files));
  return renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks as Block[],
      name: "deskpulse",
      logo: "/studio/logo.png",
      theme: "light",
    }),
  );
}

/** The blocks of a message as a surface rendered it. */
export function slackBlocks(payload: unknown): readonly unknown[] {
  return (payload as { blocks: readonly unknown[] }).blocks;
}

/**
 * The renderer reads no markup in verbatim texts, where Slack only leaves links and names alone; takes all between two
 * colons for an emoji, as in 00:00–08:30; and knows no file ids.
 */
function shown(value: unknown, files: readonly RenderedFile[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(item, files));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "verbatim");
  return Object.fromEntries(
    entries.map(([key, item]) => {
      if (key === "slack_file") return [key, picture(item, files)];
      return [key, key === "text" && typeof item === "string" ? withoutColons(item) : shown(item, files)];
    }),
  );
}

/** Those of times: a ratio looks the same. */
function withoutColons(text: string): string {
  return text.replace(/(?<=\d):(?=\d\d)/g, "\u2236");
}

function picture(slackFile: unknown, files: readonly RenderedFile[]): object {
  const file = files.find(({ name }) => name === (slackFile as { id?: string }).id);
  return { ...(slackFile as object), url: file ? dataUrl(file) : "" };
}
