export interface CsvDialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** One ASCII character; undefined: nothing is quoted. */
  readonly quote: string | undefined;
}

export type CsvCells =
  | { readonly kind: "cells"; readonly cells: readonly string[] }
  /** A quote is open at the end: the record goes on in the next line. */
  | { readonly kind: "open" }
  | { readonly kind: "wrong"; readonly message: string };

/**
 * The cells of one record (RFC 4180). A quote inside a cell that does not begin with one is an ordinary character.
 *
 * A library that reads on after a wrong quote swallows the rows behind it; here the caller decides where to go on.
 */
export function csvCells(text: string, { delimiter, quote }: CsvDialect): CsvCells {
  if (quote === undefined || !text.includes(quote)) return { kind: "cells", cells: text.split(delimiter) };
  const cells: string[] = [];
  let position = 0;
  for (;;) {
    if (text[position] !== quote) {
      const end = text.indexOf(delimiter, position);
      cells.push(end < 0 ? text.slice(position) : text.slice(position, end));
      if (end < 0) return { kind: "cells", cells };
      position = end + 1;
      continue;
    }
    const close = closingQuote(text, position + 1, quote);
    if (close < 0) return { kind: "open" };
    cells.push(text.slice(position + 1, close).replaceAll(quote + quote, quote));
    if (close + 1 === text.length) return { kind: "cells", cells };
    if (text[close + 1] !== delimiter)
      return { kind: "wrong", message: misplaced(cells.length, text, close) };
    position = close + 2;
  }
}

function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

function misplaced(cell: number, text: string, close: number): string {
  const near = text.slice(close, close + 12).toWellFormed();
  return `cell ${cell}: a closing quote must end the cell (found ${near}); a quote inside is written twice`;
}
