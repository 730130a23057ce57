import type { LocalInstant } from "../local-instant.ts";
import { localInstant } from "../local-instant.ts";

/** Something wrong in a mapping file. */
export interface MappingProblem {
  /** Keys and list positions from the top: ["events", 0, "at"]. */
  readonly path: MappingPath;
  readonly message: string;
}

export type MappingPath = readonly (string | number)[];

/** A column that the mapping asks for, and where. */
export interface AskedColumn {
  readonly column: string;
  readonly path: MappingPath;
}

/** What is collected while a mapping is put together: the columns it needs, and what is wrong with it. */
export class Compilation {
  readonly problems: MappingProblem[] = [];
  /** In the order of their slots. */
  readonly columns: AskedColumn[] = [];
  readonly hasCases: boolean;
  readonly formats: readonly string[];
  readonly timezone: string | undefined;
  readonly decimal: "." | ",";
  readonly #zones = new Map<string, LocalInstant>();

  constructor(settings: {
    readonly hasCases: boolean;
    readonly formats: readonly string[];
    readonly timezone: string | undefined;
    readonly decimal: "." | ",";
  }) {
    this.hasCases = settings.hasCases;
    this.formats = settings.formats;
    this.timezone = settings.timezone;
    this.decimal = settings.decimal;
  }

  /** Where a row keeps the cell of this column. */
  slot(column: string, path: MappingPath): number {
    const known = this.columns.findIndex((asked) => asked.column === column);
    return known >= 0 ? known : this.columns.push({ column, path }) - 1;
  }

  /** The clock of a zone; one a zone, since it remembers what it has asked. */
  clock(zone: string): LocalInstant {
    const known = this.#zones.get(zone) ?? localInstant(zone);
    this.#zones.set(zone, known);
    return known;
  }

  refuse(path: MappingPath, message: string): void {
    this.problems.push({ path, message });
  }
}
