import type { JsonView } from "../../json-view.ts";

/** One update of a ticket, of either export. */
export interface Audit {
  readonly ticket: string | undefined;
  readonly time: string | undefined;
  readonly author: string | undefined;
  readonly via: string | undefined;
  readonly events: readonly {
    readonly id: string | undefined;
    /** Create, Change, Comment and others. */
    readonly kind: string;
    /** The ticket's field that changed. */
    readonly field: string | undefined;
    readonly value: JsonView;
    readonly previous: JsonView;
    readonly view: JsonView;
  }[];
}

/** The fields that are read; an incremental ticket event names the changed one by its key. */
const FIELDS = [
  "status",
  "assignee_id",
  "group_id",
  "priority",
  "requester_id",
  "satisfaction_score",
  "tags",
] as const;

/** All updates by their time, and the roles of side-loaded users. */
export function auditsOf(documents: readonly JsonView[]): {
  audits: readonly Audit[];
  roles: ReadonlyMap<string, string>;
} {
  const roles = new Map<string, string>();
  const audits: Audit[] = [];
  for (const document of documents) {
    for (const user of document.at("users").list) {
      const [id, role] = [user.at("id").id, user.at("role").id];
      if (id !== undefined && role !== undefined) roles.set(id, role);
    }
    audits.push(...document.at("audits").list.map(auditOf));
    audits.push(...document.at("ticket_events").list.map(ticketEventOf));
    if (document.at("events").isPresent && document.at("ticket_id").isPresent) audits.push(auditOf(document));
    if (document.at("child_events").isPresent) audits.push(ticketEventOf(document));
  }
  return { audits: audits.toSorted((a, b) => instant(a) - instant(b)), roles };
}

function auditOf(audit: JsonView): Audit {
  return {
    ticket: audit.at("ticket_id").id,
    time: audit.at("created_at").instant,
    author: audit.at("author_id").id,
    via: audit.at("via", "channel").id,
    events: audit.at("events").list.map((view) => ({
      id: view.at("id").id,
      kind: view.at("type").id ?? "without a type",
      field: view.at("field_name").id,
      value: view.at("value"),
      previous: view.at("previous_value"),
      view,
    })),
  };
}

function ticketEventOf(event: JsonView): Audit {
  return {
    ticket: event.at("ticket_id").id,
    time: event.at("created_at").instant ?? event.at("timestamp").instant,
    author: event.at("updater_id").id,
    via: event.at("via").id,
    events: event.at("child_events").list.flatMap((view) => {
      const kind = view.at("event_type").id ?? "without a type";
      const known = FIELDS.filter((field) => kind !== "Comment" && view.at(field).value !== undefined);
      const fields: readonly (string | undefined)[] = known.length > 0 ? known : [undefined];
      return fields.map((field) => ({
        id: view.at("id").id,
        kind,
        field,
        value: view.at(field ?? ""),
        previous: view.at("previous_value"),
        view,
      }));
    }),
  };
}

function instant({ time }: Audit): number {
  const at = Date.parse(time ?? "");
  return Number.isNaN(at) ? 0 : at;
}
