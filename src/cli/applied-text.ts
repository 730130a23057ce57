import type { ConfigChange } from "../config/config-changes.ts";
import type { AppliedConfig } from "../store/apply-config.ts";

const LONGEST = 160;

/** What `deskpulse apply` prints: a line a change, and what follows of it. */
export function appliedText(
  changes: readonly ConfigChange[],
  { isChanged, calendarsFrom, slaFrom, refolded }: AppliedConfig,
  { dryRun = false }: { readonly dryRun?: boolean },
): string {
  const lines = changes.map(changeText);
  if (calendarsFrom !== undefined) lines.push(`The calendars count ${since(calendarsFrom)}.`);
  if (slaFrom !== undefined) lines.push(`The SLA policies count ${since(slaFrom)}.`);
  const isNew = isChanged || calendarsFrom !== undefined || slaFrom !== undefined;
  if (!isNew) return "Nothing to apply: deskpulse.yaml says what is stored.\n";
  if (dryRun)
    lines.push(
      `Nothing was stored: this was a dry run.${refolded > 0 ? ` The facts of ${subjects(refolded)} would be made anew.` : ""}`,
    );
  else lines.push(`Stored${refolded > 0 ? `; the facts of ${subjects(refolded)} were made anew` : ""}.`);
  return `${lines.join("\n")}\n`;
}

function subjects(count: number): string {
  return count === 1 ? "one subject" : `${count.toLocaleString("en-GB")} subjects`;
}

function since(from: Date | null): string {
  return from === null ? "for all time" : `from ${from.toISOString()} on`;
}

function changeText({ path, before, after }: ConfigChange): string {
  if (before === undefined) return `+ ${path}: ${shown(after)}`;
  if (after === undefined) return `- ${path}: ${shown(before)}`;
  return `~ ${path}: ${shown(before)} → ${shown(after)}`;
}

function shown(value: unknown): string {
  const text = inline(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** As it could stand in deskpulse.yaml on one line. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${inline(field)}`);
  return fields.length > 0 ? `{ ${fields.join(", ")} }` : "{}";
}
