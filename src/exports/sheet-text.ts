/** The longest text of a cell, in UTF-16 code units. */
const LONGEST = 32_767;

/** A text as a cell of a sheet holds it, cut where it would be too long for Excel. */
export function sheetText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
  // _x0041_ in a sheet is the character U+0041: an underscore that would begin one is written as such a code.
  const literal = cut.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  // write-excel-file looks texts up in a plain object, which has "constructor". A character that XML forbids, and that
  // it leaves out therefore, makes the key another one.
  return literal in {} ? `\u0001${literal}` : literal;
}
