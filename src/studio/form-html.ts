import { escapeHtml } from "./escape-html.ts";

interface Option {
  readonly label: string;
  readonly value: string;
}

/** A field to be filled in, as the page draws it. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly isOptional: boolean;
  readonly kind: "text" | "time" | "select" | "multi-select";
  readonly options?: readonly Option[] | undefined;
  readonly values: readonly string[];
}

/** The library that draws Slack's blocks draws inputs that take nothing: these do. */
export function formHtml(fields: readonly FormField[], submit: string): string {
  return `${fields.map(fieldHtml).join("\n")}\n<button type="submit" class="send">${escapeHtml(submit)}</button>`;
}

function fieldHtml(field: FormField): string {
  const { label, hint, error, isOptional, kind } = field;
  const title = `${escapeHtml(label)}${isOptional ? " <small>(optional)</small>" : ""}`;
  const below = [
    ...(hint ? [`<small>${escapeHtml(hint)}</small>`] : []),
    ...(error ? [`<small class="wrong">${escapeHtml(error)}</small>`] : []),
  ].join("");
  if (kind === "multi-select") {
    return `<fieldset><legend>${title}</legend><div class="choices">${choices(field)}</div>${below}</fieldset>`;
  }
  return `<label><span>${title}</span>${input(field)}${below}</label>`;
}

function input({ name, kind, options = [], values, isOptional }: FormField): string {
  const value = values[0] ?? "";
  const attributes = `name="${escapeHtml(name)}"${isOptional ? "" : " required"}`;
  if (kind !== "select") return `<input type="${kind}" ${attributes} value="${escapeHtml(value)}">`;
  const all = isOptional ? [{ label: "–", value: "" }, ...options] : options;
  return `<select ${attributes}>${all.map((option) => optionHtml(option, value)).join("")}</select>`;
}

function optionHtml({ label, value }: Option, chosen: string): string {
  const selected = value === chosen ? " selected" : "";
  return `<option value="${escapeHtml(value)}"${selected}>${escapeHtml(label)}</option>`;
}

function choices({ name, options = [], values }: FormField): string {
  return options
    .map(({ label, value }) => {
      const checked = values.includes(value) ? " checked" : "";
      return `<label><input type="checkbox" name="${escapeHtml(name)}" value="${escapeHtml(value)}"${checked}>${escapeHtml(label)}</label>`;
    })
    .join("");
}
