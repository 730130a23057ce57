import { OperationError } from "../errors.ts";
import { JsonView } from "./json-view.ts";
import type { Mapping } from "./mapping/compile-mapping.ts";
import { rowEvents } from "./mapping/row-events.ts";
import { rowKey } from "./mapping/row-key.ts";
import type { TableRow } from "./mapping/table-row.ts";
import type { RawEvent, Source, SourceContext, SourceEvents, WebhookRequest } from "./source.ts";
import { headerText } from "./verify/header-text.ts";
import { hmacMatches } from "./verify/hmac-matches.ts";
import { tokenProblem } from "./verify/token-problem.ts";

export interface MappedSourceOptions {
  readonly name: string;
  readonly secretName: string;
  /** The mapping, and its file's name for messages. */
  readonly mapping: Mapping;
  readonly file: string;
  /** Where in the body the rows are; without, a list is many rows and anything else is one. */
  readonly rows?: string | undefined;
  /** How the sender signs the body; without, he shows the secret as a token. */
  readonly signature?: MappedSignature | undefined;
}

interface MappedSignature {
  readonly header: string;
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly encoding: "hex" | "base64";
  readonly prefix: string;
}

/**
 * Any tool with webhooks, by a mapping file: its columns are paths into the JSON body.
 *
 * @throws OperationError when the mapping asks for what only a table has
 */
export function mappedSource(options: MappedSourceOptions): Source {
  const { name, secretName, mapping, file, signature } = options;
  if (mapping.cases) {
    throw new OperationError(`The mapping ${file} has case, which is for tables: a webhook stands alone`);
  }
  return {
    name,
    secretName,
    verify: (request, secret) =>
      signature ? signatureProblem(request, secret, signature) : tokenProblem(request, secret),
    events: (body, context) => mappedEvents(body, context, options),
  };
}

function signatureProblem(
  { headers, body }: WebhookRequest,
  secret: string,
  { header, prefix, ...hmac }: MappedSignature,
): string | undefined {
  const given = headerText(headers, header.toLowerCase());
  if (!given?.startsWith(prefix)) return `${header}${prefix ? ` with ${prefix}` : ""} is missing`;
  return hmacMatches(hmac, secret, [body], given.slice(prefix.length)) ? undefined : "the signature is wrong";
}

function mappedEvents(
  body: JsonView,
  { now, digest }: SourceContext,
  { name, mapping, rows }: MappedSourceOptions,
): SourceEvents {
  const events: RawEvent[] = [];
  const ignored: string[] = [];
  const refused: NonNullable<SourceEvents["refused"]>[number][] = [];
  rowsOf(body, rows).forEach((view, no) => {
    const row = rowOf(view, body, mapping, { no, digest });
    if (!mapping.where(row)) {
      ignored.push("left out by where");
      return;
    }
    const at = { row, first: row, last: row, before: undefined };
    const key = rowKey(mapping.key, at);
    if (typeof key !== "string") {
      refused.push(key);
      return;
    }
    const made = rowEvents(mapping.rules, at, key, { source: name, now });
    refused.push(...made.refusals);
    events.push(...made.events.map(({ id, type, at, data }) => ({ id, type, time: at.toISOString(), data })));
    if (made.events.length + made.refusals.length === 0) ignored.push("no rule applies");
  });
  return { events, ignored, refused };
}

function rowsOf(body: JsonView, rows: string | undefined): readonly JsonView[] {
  if (rows !== undefined) return lookUp(body, rows).list;
  return Array.isArray(body.value) ? body.list : [body];
}

function rowOf(
  view: JsonView,
  body: JsonView,
  { columns, table }: Mapping,
  { no, digest }: { readonly no: number; readonly digest: string },
): TableRow {
  const cells = columns.map(({ column }) => {
    // What the row lacks, the body around it may say.
    const cell = cellOf(lookUp(view, column)) ?? cellOf(lookUp(body, column));
    return cell === undefined || table.missing.includes(cell) ? undefined : cell;
  });
  return { line: no + 1, no: no + 1, cells, digest: `${digest}/${no}` };
}

/** `data.items.0.id`; a key that holds dots itself is found first. */
function lookUp(view: JsonView, path: string): JsonView {
  const whole = view.at(path);
  return whole.isPresent ? whole : view.at(...path.split("."));
}

/** As a table's cell would hold it; a list of plain values with commas between them. */
function cellOf({ value }: JsonView): string | undefined {
  if (Array.isArray(value)) {
    const parts = value.flatMap((item: unknown) =>
      Array.isArray(item) ? [] : (cellOf(new JsonView(item)) ?? []),
    );
    return parts.length > 0 ? parts.join(",") : undefined;
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  const text = String(value).replaceAll("\0", "").trim();
  return text === "" ? undefined : text;
}
