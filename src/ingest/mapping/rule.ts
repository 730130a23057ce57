import { closest } from "../../closest.ts";
import { type EventType, isEventType, vocabulary } from "../../events/vocabulary.ts";
import type { Compilation, MappingPath } from "./compilation.ts";
import { type Condition, condition } from "./condition.ts";
import { type EventField, eventFields } from "./event-fields.ts";
import type { RuleSpec } from "./mapping-spec.ts";
import { columnsOf } from "./raw-value.ts";
import type { RowInCase } from "./table-row.ts";
import { type Value, value } from "./value.ts";
import type { ValueSpec } from "./value-spec.ts";

/** One entry of `events`, ready for rows. */
export interface Rule {
  readonly type: EventType;
  /** The last part of the ids of its events. */
  readonly name: string;
  readonly applies: (at: RowInCase) => boolean;
  readonly id: Value | undefined;
  readonly at: Value;
  readonly data: readonly RuleField[];
}

interface RuleField {
  readonly path: string;
  readonly isNullable: boolean;
  readonly isTime: boolean;
  readonly value: Value;
  /** ` in column "Rating"`, for messages. */
  readonly where: string;
}

const TEXT: EventField = { kind: "text", isNullable: false, isRequired: true, choices: undefined };
const TIME: EventField = { ...TEXT, kind: "time" };

/** @returns undefined for a type that does not exist; this and all else that is wrong is noted in the compilation */
export function rule(
  spec: RuleSpec,
  name: string,
  path: MappingPath,
  compilation: Compilation,
): Rule | undefined {
  const { type } = spec;
  if (!isEventType(type)) {
    const near = closest(type, Object.keys(vocabulary));
    const hint = near ? `did you mean ${near}?` : "docs/events.md names them all";
    compilation.refuse([...path, "type"], `${JSON.stringify(type)} is not a known event type; ${hint}`);
    return undefined;
  }
  refuseWithoutCases(spec, path, compilation);
  return {
    type,
    name,
    applies: applies(spec, path, compilation),
    id: spec.id && value(spec.id, TEXT, [...path, "id"], compilation),
    at: value(spec.at, TIME, [...path, "at"], compilation),
    data: fields(type, spec, path, compilation),
  };
}

function refuseWithoutCases(spec: RuleSpec, path: MappingPath, compilation: Compilation): void {
  if (compilation.hasCases) return;
  for (const key of ["row", "changed", "was"] as const) {
    if (spec[key] !== undefined) {
      compilation.refuse([...path, key], "needs case.by: without cases a row has no row before or after it");
    }
  }
}

function applies(spec: RuleSpec, path: MappingPath, compilation: Compilation): Rule["applies"] {
  const when = condition(spec.when, [...path, "when"], compilation);
  const was: Condition | undefined = spec.was && condition(spec.was, [...path, "was"], compilation);
  const changed = spec.changed?.map((column) => compilation.slot(column, [...path, "changed"]));
  return (at) => {
    if (!isPlace(spec.row, at) || !when(at.row)) return false;
    const { before } = at;
    if (was && (!before || !was(before))) return false;
    // In the first row of a case everything is new.
    return !changed || !before || changed.some((slot) => before.cells[slot] !== at.row.cells[slot]);
  };
}

function isPlace(place: RuleSpec["row"], at: RowInCase): boolean {
  switch (place) {
    case "first":
      return at.row === at.first;
    case "later":
      return at.row !== at.first;
    case "last":
      return at.row === at.last;
    case undefined:
      return true;
    default:
      return place satisfies never;
  }
}

function fields(type: EventType, spec: RuleSpec, path: MappingPath, compilation: Compilation): RuleField[] {
  const known = eventFields(type);
  for (const [field, { isRequired }] of known) {
    if (isRequired && !Object.hasOwn(spec.data, field)) {
      compilation.refuse([...path, "data"], `needs ${field}: ${type} is refused without it`);
    }
  }
  return Object.entries(spec.data).flatMap(([name, valueSpec]) => {
    const at = [...path, "data", name];
    const field = known.get(name);
    if (!field) {
      compilation.refuse(at, unknownField(type, name, [...known.keys()]));
      return [];
    }
    const columns = columnsOf(valueSpec);
    return {
      path: name,
      isNullable: field.isNullable,
      isTime: field.kind === "time",
      value: value(clearing(valueSpec, field, spec.changed), field, at, compilation),
      where:
        columns.length > 0 ? ` in column ${columns.map((column) => JSON.stringify(column)).join(", ")}` : "",
    };
  });
}

/** A column that changed to nothing was cleared. */
function clearing(spec: ValueSpec, field: EventField, changed: readonly string[] | undefined): ValueSpec {
  const isWatched = spec.column !== undefined && changed?.includes(spec.column);
  return isWatched && field.isNullable && spec.else === undefined ? { ...spec, else: null } : spec;
}

function unknownField(type: EventType, name: string, known: readonly string[]): string {
  const near = closest(name, known);
  return `is not a field of ${type}; ${near ? `did you mean ${near}?` : `it has ${known.join(", ")}`}`;
}
