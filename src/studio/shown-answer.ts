import type { FormField } from "./form-html.ts";
import { formHtml } from "./form-html.ts";
import { slackHtml } from "./slack-html.ts";
import { type SlackTap, tappable } from "./slack-taps.ts";

/** An answer as the surfaces made it. */
export interface SurfaceAnswer {
  /** What was asked: the box shows it. */
  readonly line: string;
  readonly slack: {
    readonly blocks: readonly unknown[];
    /** Shown over the message, under this title. */
    readonly modal?: {
      readonly title: string;
      /** Fields to be filled in, and the words on the button that sends them. */
      readonly form?: {
        readonly fields: readonly FormField[];
        readonly submit: string;
        readonly command: string;
      };
    };
  };
  readonly teams: object;
  readonly text: string;
  /** Sent beside the answer. */
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
  /** What everybody in the channel is told. */
  readonly notice?: string;
}

/** The same as the page takes it. */
export interface ShownAnswer {
  readonly line: string;
  readonly slack: string;
  readonly taps: readonly SlackTap[];
  readonly modal?: {
    readonly title: string;
    readonly form?: { readonly html: string; readonly command: string };
  };
  readonly teams: object;
  readonly text: string;
  readonly file?: { readonly name: string; readonly url: string };
  readonly notice?: string;
}

export function shownAnswer(answer: SurfaceAnswer): ShownAnswer {
  const { line, slack, teams, text, file, notice } = answer;
  const { blocks, taps } = tappable(slack.blocks);
  const { modal } = slack;
  const form = modal?.form;
  return {
    line,
    slack: blocks.length === 0 ? "" : slackHtml({ payload: { blocks }, files: [] }),
    taps,
    ...(modal
      ? {
          modal: {
            title: modal.title,
            ...(form ? { form: { html: formHtml(form.fields, form.submit), command: form.command } } : {}),
          },
        }
      : {}),
    teams,
    text,
    ...(file
      ? {
          file: {
            name: file.name,
            url: `data:${file.type};base64,${Buffer.from(file.bytes).toString("base64")}`,
          },
        }
      : {}),
    ...(notice === undefined ? {} : { notice }),
  };
}
