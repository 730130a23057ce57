import { carriesOffset, timeReader } from "../time-format.ts";
import type { Compilation, MappingPath } from "./compilation.ts";
import { type Convert, toAmount, toBoolean, toInstant, toList, toNumber, toText } from "./convert.ts";
import type { EventField } from "./event-fields.ts";
import { columnsOf, rawValue } from "./raw-value.ts";
import type { RowInCase } from "./table-row.ts";
import type { Literal, ValueSpec } from "./value-spec.ts";

/**
 * A value of one row: undefined where the row says nothing. What is wrong with it is told to `problem`.
 * Times are milliseconds since 1970.
 */
export type Value = (at: RowInCase, problem: (message: string) => void) => unknown;

/** Puts a value together for a field, and notes what in it does not fit the field. */
export function value(
  spec: ValueSpec,
  field: EventField,
  path: MappingPath,
  compilation: Compilation,
): Value {
  refuseMisfits(spec, field, path, compilation);
  const read = spec.first ? firstOf(spec, field, path, compilation) : single(spec, field, path, compilation);
  if (!spec.plus) return read;
  const seconds = value(spec.plus, { ...field, kind: "number" }, [...path, "plus"], compilation);
  return (at, problem) => {
    const start = read(at, problem);
    const more = seconds(at, problem);
    return typeof start === "number" && typeof more === "number"
      ? Math.round(start + more * 1000)
      : undefined;
  };
}

function firstOf(spec: ValueSpec, field: EventField, path: MappingPath, compilation: Compilation): Value {
  const values = (spec.first ?? []).map((one, no) => value(one, field, [...path, "first", no], compilation));
  return (at, problem) => {
    for (const read of values) {
      const found = read(at, problem);
      if (found !== undefined) return found;
    }
    return spec.else;
  };
}

function single(spec: ValueSpec, field: EventField, path: MappingPath, compilation: Compilation): Value {
  const raw = rawValue(spec, path, compilation);
  const convert = conversion(spec, field, path, compilation);
  const where = columnsOf(spec).map((column) => ` in column ${JSON.stringify(column)}`)[0] ?? "";
  return (at, problem) => {
    const mapped = throughMap(raw(at), spec);
    if (mapped === UNMAPPED) {
      problem(`${JSON.stringify(String(raw(at)))}${where} is not in the map: add it, or an else`);
      return undefined;
    }
    if (mapped === undefined || mapped === null) return mapped;
    const converted = convert(mapped);
    if (converted.ok) return converted.value;
    problem(`${converted.expected} (found ${converted.found}${where})`);
    return undefined;
  };
}

const UNMAPPED = Symbol("unmapped");

function throughMap(raw: Literal | undefined, spec: ValueSpec): Literal | undefined | typeof UNMAPPED {
  if (raw === undefined) return spec.else;
  if (!spec.map) return raw;
  const key = String(raw);
  if (Object.hasOwn(spec.map, key)) return spec.map[key];
  return spec.else === undefined ? UNMAPPED : spec.else;
}

function conversion(
  spec: ValueSpec,
  field: EventField,
  path: MappingPath,
  compilation: Compilation,
): Convert {
  switch (field.kind) {
    case "text":
      return toText;
    case "boolean":
      return toBoolean;
    case "list":
      return toList(spec.split);
    case "number":
      return toNumber(compilation.decimal, spec.unit);
    case "amount":
      return toAmount(compilation.decimal);
    case "time":
      return time(spec, path, compilation);
    default:
      return field.kind satisfies never;
  }
}

function time(spec: ValueSpec, path: MappingPath, compilation: Compilation): Convert {
  const written = spec.format ?? compilation.formats;
  // A time in the mapping itself may always be written in the one way that needs no explanation.
  const formats = spec.value === undefined ? written : ["iso", ...written];
  const zone = spec.timezone ?? compilation.timezone;
  const zoneless = formats.find((format) => !carriesOffset(format));
  if (zone === undefined && zoneless !== undefined && spec.value === undefined) {
    const remedy = "name the zone of the file's clocks in times.timezone, like Europe/Lisbon or UTC";
    compilation.refuse(path, `is read as ${zoneless}, which has no offset: ${remedy}`);
  }
  const clock = zone === undefined ? undefined : compilation.clock(zone);
  return toInstant(
    formats.map((format) => timeReader(format, clock)),
    formats,
  );
}

function refuseMisfits(
  spec: ValueSpec,
  field: EventField,
  path: MappingPath,
  compilation: Compilation,
): void {
  const onlyFor = (key: keyof ValueSpec, kind: EventField["kind"], noun: string) => {
    if (spec[key] !== undefined && field.kind !== kind) {
      compilation.refuse([...path, key], `is only for ${noun}; this is ${NOUNS[field.kind]}`);
    }
  };
  onlyFor("format", "time", "a time");
  onlyFor("timezone", "time", "a time");
  onlyFor("plus", "time", "a time");
  onlyFor("unit", "number", "a number");
  onlyFor("split", "list", "a list");
  if (spec.row !== undefined && !compilation.hasCases) {
    compilation.refuse([...path, "row"], "needs case.by: without cases a row stands alone");
  }
  const beside = (["row", "extract", "map", "split", "unit", "format", "timezone"] as const).find(
    (key) => spec.first && spec[key] !== undefined,
  );
  if (beside) compilation.refuse([...path, beside], "belongs inside the values of first, not beside it");
  const constants: [MappingPath, Literal | undefined][] = [
    [[...path, "value"], spec.value],
    [[...path, "else"], spec.else],
    ...Object.entries(spec.map ?? {}).map(([key, to]): [MappingPath, Literal] => [[...path, "map", key], to]),
  ];
  for (const [at, constant] of constants) refuseConstant(constant, field, at, compilation);
}

const NOUNS: Readonly<Record<EventField["kind"], string>> = {
  text: "text",
  number: "a number",
  amount: "an amount of money",
  boolean: "true or false",
  time: "a time",
  list: "a list",
};

function refuseConstant(
  constant: Literal | undefined,
  field: EventField,
  path: MappingPath,
  compilation: Compilation,
): void {
  if (constant === undefined || constant === null) return;
  if (field.choices && field.kind !== "list" && !field.choices.includes(String(constant))) {
    compilation.refuse(
      path,
      `must be one of ${field.choices.join(", ")} (found ${JSON.stringify(constant)})`,
    );
  } else if (field.kind === "boolean" && !toBoolean(constant).ok) {
    compilation.refuse(path, `must be true or false (found ${JSON.stringify(constant)})`);
  } else if (field.kind === "number" && typeof constant !== "number") {
    compilation.refuse(path, `must be a number (found ${JSON.stringify(constant)})`);
  }
}
