import type { Attachment } from "@microsoft/teams.api";
import type { AnswerFile } from "../../commands/command.ts";
import { cutText } from "./card-text.ts";

/** Teams' own cards about a file. */
export interface FileMessage {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: Attachment[];
}

/**
 * Asks whether a file may be put into the person's own OneDrive: the only way of a bot to hand over a file in Teams
 * without a right to everybody's files. It is made anew from its line once they agree, by what they may see then.
 */
export function fileConsent(file: AnswerFile, line: string): FileMessage {
  return message(`May I save ${file.name}?`, {
    contentType: "application/vnd.microsoft.teams.card.file.consent",
    name: file.name,
    content: {
      description: "Saved in your own OneDrive. Nobody else sees it.",
      sizeInBytes: file.bytes.length,
      acceptContext: { command: line },
      declineContext: { command: line },
    },
  });
}

export interface SavedFile {
  readonly name: string;
  readonly contentUrl: string;
  readonly uniqueId?: string | undefined;
  readonly fileType?: string | undefined;
}

/** Shows a file that has been saved. */
export function fileInfo({ name, contentUrl, uniqueId, fileType }: SavedFile): FileMessage {
  return message(`${name} is saved`, {
    contentType: "application/vnd.microsoft.teams.card.file.info",
    name,
    contentUrl,
    content: { ...(uniqueId ? { uniqueId } : {}), ...(fileType ? { fileType } : {}) },
  });
}

function message(summary: string, attachment: Attachment): FileMessage {
  return { type: "message", summary: cutText(summary, 250), attachments: [attachment] };
}
