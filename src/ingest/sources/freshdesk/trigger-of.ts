import type { JsonView } from "../../json-view.ts";

export interface Trigger {
  readonly happening: string;
  /** The ticket's field that changed, and its values, where Freshdesk tells them. */
  readonly field?: string;
  readonly from?: string;
  readonly to?: string;
}

const changes: Readonly<Record<string, string>> = {
  status: "status_changed",
  priority: "priority_changed",
  responder_id: "assigned",
  group_id: "assigned",
};

/** What set the rule off: its own `event`, or Freshdesk's `triggered_event` such as `{status:{from:2,to:5}}`. */
export function triggerOf(body: JsonView): Trigger {
  const trigger = triggered(body.at("triggered_event").id ?? body.at("Triggered event").id ?? "");
  const happening = body.at("event").id;
  return { ...trigger, happening: happening ?? trigger?.happening ?? "without an event" };
}

function triggered(text: string): Trigger | undefined {
  const [, field, from, to] =
    /\{\s*(\w+)\s*:\s*\{\s*from\s*:\s*([^,}]*),\s*to\s*:\s*([^,}]*)\}/.exec(text) ?? [];
  if (field !== undefined) {
    return {
      happening: changes[field] ?? `${field} changed`,
      field,
      ...named("from", from),
      ...named("to", to),
    };
  }
  const [, kind, what] = /\{\s*(\w+)\s*:\s*(\w+)\s*\}/.exec(text) ?? [];
  if (kind === "ticket_action" && what === "created") return { happening: "ticket_created" };
  if (kind === "reply_sent") return { happening: "agent_replied" };
  if (kind === "note_type") return { happening: what === "public" ? "agent_replied" : "note_added" };
  return kind === undefined ? undefined : { happening: `${kind} ${what}` };
}

function named(name: "from" | "to", value: string | undefined): { readonly [key in "from" | "to"]?: string } {
  const text = value?.trim() ?? "";
  return text === "" || text === "null" || text === "nil" ? {} : { [name]: text };
}
