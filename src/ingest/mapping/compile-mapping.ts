import { Compilation, type MappingProblem } from "./compilation.ts";
import { type Condition, condition } from "./condition.ts";
import type { MappingSpec } from "./mapping-spec.ts";
import { type Rule, rule } from "./rule.ts";
import type { Value } from "./value.ts";
import { value } from "./value.ts";

/** A mapping file, ready for rows. */
export interface Mapping {
  readonly source: string | undefined;
  readonly table: MappingSpec["table"];
  readonly rules: readonly Rule[];
  readonly where: Condition;
  /** What a row is known by. */
  readonly key: Value | undefined;
  readonly cases: Cases | undefined;
  /** The columns a row is cut down to, in the order of their slots, and where the mapping asks for each. */
  readonly columns: Compilation["columns"];
}

export interface Cases {
  readonly by: Value;
  /** The rows of a case stand together in the file. */
  readonly isGrouped: boolean;
  readonly order: Value | undefined;
}

/** Puts a mapping together; `problems` is what its form alone did not show. */
export function compileMapping(spec: MappingSpec): {
  mapping: Mapping;
  problems: readonly MappingProblem[];
} {
  const compilation = new Compilation({
    hasCases: spec.case !== undefined,
    formats: spec.times.format,
    timezone: spec.times.timezone,
    decimal: spec.table.decimal,
  });
  const text = { kind: "text", isNullable: false, isRequired: true, choices: undefined } as const;
  const names = ruleNames(spec, compilation);
  const mapping = {
    source: spec.source,
    table: spec.table,
    cases: spec.case && {
      by: value(spec.case.by, text, ["case", "by"], compilation),
      isGrouped: spec.case.grouped,
      order:
        spec.case.order && value(spec.case.order, { ...text, kind: "time" }, ["case", "order"], compilation),
    },
    key: spec.key && value(spec.key, text, ["key"], compilation),
    where: condition(spec.where, ["where"], compilation),
    rules: spec.events.flatMap((one, no) => rule(one, names[no] ?? "", ["events", no], compilation) ?? []),
    columns: compilation.columns,
  };
  return { mapping, problems: compilation.problems };
}

/** The type, or type~2 for the second rule of a type that has no name of its own. */
function ruleNames(spec: MappingSpec, compilation: Compilation): string[] {
  const taken = new Set<string>();
  return spec.events.map((one, no) => {
    let name = one.name ?? one.type;
    for (let count = 2; !one.name && taken.has(name); count++) name = `${one.type}~${count}`;
    if (taken.has(name)) compilation.refuse(["events", no, "name"], `${name} is taken: names must differ`);
    taken.add(name);
    return name;
  });
}
