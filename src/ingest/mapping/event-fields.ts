import { z } from "zod";
import { type EventType, vocabulary } from "../../events/vocabulary.ts";

/** What a field of an event's data holds. */
export interface EventField {
  readonly kind: "text" | "number" | "amount" | "boolean" | "time" | "list";
  readonly isNullable: boolean;
  readonly isRequired: boolean;
  /** The values it may take, where they are few. */
  readonly choices: readonly string[] | undefined;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** The fields of a type's data by their path, `author.kind` for what lies deeper, read out of its schema. */
export function eventFields(type: EventType): ReadonlyMap<string, EventField> {
  const schema = z.toJSONSchema(vocabulary[type], { io: "input" }) as Schema;
  return new Map(fieldsOf(schema, "", true));
}

function fieldsOf(schema: Schema, prefix: string, isRequired: boolean): [string, EventField][] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const isNeeded = isRequired && required.has(name);
    const forms = field.oneOf ?? (field.properties ? [field] : undefined);
    if (forms) return merged(forms.flatMap((form) => fieldsOf(form, `${path}.`, isNeeded)));
    return [[path, fieldOf(field, isNeeded)] as [string, EventField]];
  });
}

/** A field of several forms takes the choices of all, and is needed where all need it. */
function merged(fields: readonly [string, EventField][]): [string, EventField][] {
  return [...Map.groupBy(fields, ([path]) => path)].flatMap(([path, same]) => {
    const [first, ...others] = same.map(([, field]) => field);
    if (!first) return [];
    const all = [first, ...others];
    const choices = all.every((field) => field.choices)
      ? all.flatMap((field) => field.choices ?? [])
      : undefined;
    const isRequired = all.every((field) => field.isRequired);
    return [[path, { ...first, choices, isRequired }] as [string, EventField]];
  });
}

function fieldOf(schema: Schema, isRequired: boolean): EventField {
  const forms = schema.anyOf ?? [schema];
  const isNullable = forms.some((form) => form.type === "null");
  const [form, other] = forms.filter(({ type }) => type !== "null");
  const kind = other ? "amount" : kindOf(form ?? {});
  const choices = form?.enum ?? (form?.const === undefined ? form?.items?.enum : [form.const]);
  return { kind, isNullable, isRequired, choices };
}

function kindOf({ type, format }: Schema): EventField["kind"] {
  if (type === "array") return "list";
  if (type === "boolean") return "boolean";
  if (type === "number" || type === "integer") return "number";
  return format === "date-time" ? "time" : "text";
}
