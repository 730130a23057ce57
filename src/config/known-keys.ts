import { deskConfigJsonSchema } from "./desk-config-json-schema.ts";

type Node = Readonly<Record<string, unknown>>;

/** The keys deskpulse.yaml knows at a place, over all forms that place may take. */
export function knownKeys(path: readonly (string | number)[]): string[] {
  let nodes = alternatives(deskConfigJsonSchema());
  for (const step of path) nodes = nodes.flatMap((node) => child(node, step)).flatMap(alternatives);
  return [...new Set(nodes.flatMap((node) => [...propertiesOf(node), ...propertyNamesOf(node)]))];
}

function alternatives(node: unknown): Node[] {
  if (!isNode(node)) return [];
  return Array.isArray(node["anyOf"]) ? node["anyOf"].flatMap(alternatives) : [node];
}

function child(node: Node, step: string | number): unknown[] {
  if (typeof step === "number") return [node["items"]];
  const properties = node["properties"];
  const named = isNode(properties) ? properties[step] : undefined;
  return [named ?? node["additionalProperties"]];
}

function propertiesOf(node: Node): string[] {
  return isNode(node["properties"]) ? Object.keys(node["properties"]) : [];
}

function propertyNamesOf(node: Node): string[] {
  const names = node["propertyNames"];
  return isNode(names) && Array.isArray(names["enum"]) ? names["enum"].map(String) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
