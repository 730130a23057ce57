import type { Report } from "../messages/report.ts";
import type { Viewer } from "../people/viewer.ts";
import type { FormErrors, FormSpec, FormValues } from "./form.ts";
import type { Room } from "./room.ts";

/** One thing people can ask in chat: a file of its own, and one line in the catalogue. */
export interface Command {
  /** One word, lower case. */
  readonly name: string;
  /** One line for the platforms' lists of commands, at most 100 characters. */
  readonly summary: string;
  /** What may follow the name: "[period] [team:…]". */
  readonly usage: string;
  /** Whole lines as they would be typed, the most useful first. */
  readonly examples: readonly string[];
  /**
   * @throws UsageError for what cannot be understood, with the nearest right words
   * @throws Refusal for what the viewer may not see
   */
  run(request: CommandRequest, room: Room): Promise<Answer>;
  /** Takes a form of this command. */
  submit?(values: FormValues, request: CommandRequest, room: Room): Promise<Answer | FormProblem>;
  /** Whether these words are answered over the message, so that a platform may open a modal before it computes. */
  opensModal?(words: string): boolean;
}

/** Who asks what, where and when. */
export interface CommandRequest {
  /** From a request whose signature was checked; locale and zone of the chat profile come with it. */
  readonly viewer: Viewer;
  /** What follows the command's name, as it was typed. */
  readonly words: string;
  readonly place: Place;
  readonly now: Date;
}

/** Where a command was given, and where a digest is subscribed. */
export interface Place {
  readonly platform: "slack" | "teams" | "console";
  /** The platform's own id of the channel or chat. */
  readonly channel: string;
  readonly kind: "personal" | "group" | "channel";
}

export interface Answer {
  readonly report: Report;
  /** personal: to the asker alone, wherever it was asked. channel: for everybody there to see. */
  readonly visibility: "personal" | "channel";
  /** Sent beside the report, to the asker alone. */
  readonly file?: AnswerFile;
  /** To be filled in: a modal where there are such, below the report elsewhere. */
  readonly form?: FormSpec;
  /** What everybody in the channel may know: said there when the answer itself is personal. */
  readonly notice?: string;
}

export interface AnswerFile {
  /** "mystats-2026-03-02.csv" */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The media type. */
  readonly type: string;
}

/** A form that cannot be taken as it was filled in. */
export interface FormProblem {
  readonly errors: FormErrors;
}
