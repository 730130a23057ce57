/** The longest name of a sheet, in UTF-16 code units. */
const LONGEST = 31;

/**
 * The nearest name that Excel takes for a sheet: without []/\:*? and control characters, no apostrophe at either end, at
 * most 31 characters, not empty, and not "History", which Excel keeps for itself.
 */
export function sheetName(name: string): string {
  const allowed = name.replaceAll(/[[\]/\\:*?\p{Cc}\p{Cs}]+/gu, " ");
  const trimmed = cut(allowed.replaceAll(/\s+/g, " ").replaceAll(/^[' ]+/g, "")).replaceAll(/[' ]+$/g, "");
  if (trimmed === "") return "Sheet1";
  return trimmed.toLowerCase() === "history" ? `${trimmed}_` : trimmed;
}

/** Between characters, never within a surrogate pair. */
function cut(text: string): string {
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > LONGEST) return kept;
    kept += character;
  }
  return kept;
}
