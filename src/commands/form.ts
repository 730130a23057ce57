/** A form to be filled in, free of any platform: a modal in Slack, a card in Teams. */
export interface FormSpec {
  /** The command that takes the values, as an action's command does: no secret and no permission is in it. */
  readonly command: string;
  /** At most 24 characters, as a modal's title. */
  readonly title: string;
  readonly introduction?: string;
  /** On the button that sends it, at most 24 characters. */
  readonly submit: string;
  readonly fields: readonly FormField[];
}

export type FormField = SelectField | MultiSelectField | TextField | ChannelField | TimeField;

interface FieldBase {
  /** The key of its value. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

export interface FieldOption {
  readonly label: string;
  readonly value: string;
}

interface SelectField extends FieldBase {
  readonly type: "select";
  readonly options: readonly FieldOption[];
  readonly initial?: string;
}

interface MultiSelectField extends FieldBase {
  readonly type: "multi-select";
  readonly options: readonly FieldOption[];
  readonly initial?: readonly string[];
  readonly most?: number;
}

interface TextField extends FieldBase {
  readonly type: "text";
  readonly initial?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
}

/** A channel of the platform that the form is shown on; its value is the platform's own id. */
interface ChannelField extends FieldBase {
  readonly type: "channel";
  readonly initial?: string;
}

/** A local time of day, "08:30". */
interface TimeField extends FieldBase {
  readonly type: "time";
  readonly initial?: string;
}

/** What was filled in, by field name; an empty list for nothing. Every field has a list, also one of a single value. */
export type FormValues = Readonly<Record<string, readonly string[]>>;

/** What is wrong with what was filled in, by field name: shown at the fields, and the form stays. */
export type FormErrors = Readonly<Record<string, string>>;
