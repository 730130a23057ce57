import type { ChartSpec } from "../charts/chart-spec.ts";

/** What is to be said, free of any platform. A surface turns it into blocks, a card or text; nothing is lost but form. */
export interface Report {
  /** The one line a phone shows in its notification. */
  readonly summary: string;
  readonly sections: readonly Section[];
}

export type Section = Heading | Paragraph | Highlights | Tiles | Table | Chart | Actions | Footnote;

/** good and bad are worded as well as coloured: colour alone never carries meaning. */
export type Tone = "good" | "bad" | "neutral";

export interface Heading {
  readonly type: "heading";
  readonly text: string;
  /** Under the title: the period in words, the scope. */
  readonly subtitle?: string;
  /** How it stands, where that is to be seen at a glance; the text says it too. */
  readonly signal?: "danger" | "warning" | "taken" | "done";
}

interface Paragraph {
  readonly type: "paragraph";
  readonly text: string;
}

/** What matters most, in words, the most important first. */
export interface Highlights {
  readonly type: "highlights";
  readonly items: readonly { readonly tone: Tone; readonly text: string }[];
}

export interface Tiles {
  readonly type: "tiles";
  readonly tiles: readonly Tile[];
}

export interface Tile {
  readonly label: string;
  /** As shown: "10m 32s", "94 %", "1,204", "no data". */
  readonly value: string;
  /** Worded by direction: "46 % faster, better", "about the same", "no data before". */
  readonly change?: { readonly tone: Tone; readonly text: string };
  readonly goal?: { readonly state: "met" | "near" | "missed"; readonly text: string };
  /** "from 214 replies", "3 ratings: too few to judge". */
  readonly sample?: string;
  /** What a tap on it asks, where a platform lets tiles be tapped. */
  readonly command?: string;
}

export interface Table {
  readonly type: "table";
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
  /** Rows left out already, before any platform cuts: shown as "and N more". */
  readonly omitted?: number;
  /** The address that a row's first cell leads to, as many as rows; null for none. */
  readonly rowLinks?: readonly (string | null)[];
}

export interface Chart {
  readonly type: "chart";
  readonly spec: ChartSpec;
  /** Says in words what the picture shows, for screen readers and where pictures are not loaded. */
  readonly altText: string;
}

export interface Actions {
  readonly type: "actions";
  readonly actions: readonly Action[];
}

/**
 * A button, or a select of such. `command` is what the user could have typed instead: all that a button carries. It
 * holds no secret and no permission, since what may be seen is worked out anew from who clicks.
 */
export type Action = CommandAction | LinkAction | SelectAction;

export interface CommandAction {
  readonly label: string;
  readonly command: string;
  /** Shown over the message, which stays as it is. Else the answer takes the message's place, where it is one's own. */
  readonly opens?: "modal";
  readonly url?: never;
  readonly options?: never;
}

interface LinkAction {
  readonly label: string;
  readonly url: string;
  readonly command?: never;
  readonly options?: never;
}

/** One choice of several; each runs its command as a button would. */
export interface SelectAction {
  readonly label: string;
  readonly options: readonly Pick<CommandAction, "label" | "command">[];
  readonly opens?: "modal";
  readonly command?: never;
  readonly url?: never;
}

/** Small print: freshness of the data, what was left out, that a message may repeat. */
export interface Footnote {
  readonly type: "footnote";
  readonly lines: readonly string[];
}
