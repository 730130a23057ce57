import { isDeepStrictEqual } from "node:util";

/** One place at which two configurations differ. */
export interface ConfigChange {
  /** "calendars.default.hours.monday", "people[ada@example.com].team". */
  readonly path: string;
  /** undefined where it was not there. */
  readonly before: unknown;
  /** undefined where it is there no more. */
  readonly after: unknown;
}

type Node = Readonly<Record<string, unknown>>;

/** What has changed between two configurations, as deep down as both have something there. */
export function configChanges(before: unknown, after: unknown, path = ""): readonly ConfigChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [old, fresh] = [entriesOf(before), entriesOf(after)];
  if (!old || !fresh || old.isList !== fresh.isList) return [{ path, before, after }];
  // In the order of the file: what was stored has lost its own.
  const names = new Set([...Object.keys(fresh.entries), ...Object.keys(old.entries)]);
  return [...names].flatMap((name) =>
    configChanges(old.entries[name], fresh.entries[name], joined(path, name, fresh.isList)),
  );
}

function joined(path: string, name: string, isList: boolean): string {
  if (isList) return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** What has parts with names: a map, or a list of what tells itself apart. */
function entriesOf(value: unknown): { readonly entries: Node; readonly isList: boolean } | undefined {
  if (isNode(value)) return { entries: value, isList: false };
  if (!Array.isArray(value)) return undefined;
  const names = value.map(nameOf);
  const isNamed = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  if (!isNamed) return undefined;
  return { entries: Object.fromEntries(value.map((item, no) => [names[no], item])), isList: true };
}

/** A person by the address, a digest by its id, a policy by its name, a goal by what it is for. */
function nameOf(item: unknown): string | undefined {
  if (!isNode(item)) return undefined;
  const { id, email, name, kpi, team, channel } = item;
  const parts = [
    email ?? id ?? name ?? kpi,
    ...(id === undefined && kpi !== undefined ? [team, channel] : []),
  ];
  const known = parts.filter((part) => part !== undefined);
  return known.length > 0 ? known.join(" ") : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
