import { type RawBuilder, sql } from "kysely";
import { countedFields } from "./erasure-fields.ts";
import type { RepliesWithVerdict } from "./erasure-replies.ts";

export interface ErasedPerson {
  readonly id: string;
  readonly pseudonym: string;
  /** Addresses seen in events that name the person, as addressIn gives them. */
  readonly emails: readonly string[];
  /** Replies to reminders that may be among the events. */
  readonly replies: RepliesWithVerdict;
}

/** The e-mail address in an event's data, as SQL: spaces around it and capitals make no other address. */
export function addressIn(data: RawBuilder<unknown>) {
  return sql<string | null>`lower(btrim(${data}->>'email'))`;
}

/**
 * What an event of the table `events` is to be afterwards, as SQL over its columns: of its data what numbers are made
 * of, and the pseudonym where the person was named. Others who are named stay named.
 */
export function erasedEvent({ id, pseudonym, emails, replies }: ErasedPerson) {
  const byAddress = sql`${addressIn(sql`data`)} = any(${emails}::text[]) and not data ? 'customer'`;
  const data = sql`(
    select coalesce(jsonb_object_agg(key, case
      when key in ('customer', 'contact') then
        case when value = to_jsonb(${id}::text) then to_jsonb(${pseudonym}::text) else value end
      when key = 'author' then ${only("kind", "id")}
      when key = 'scale' then ${only("min", "max", "betterIs")}
      when key = 'text' then case
        when value #>> '{}' = any(${replies.yes}::text[]) then '"yes"'::jsonb
        when value #>> '{}' = any(${replies.no}::text[]) then '"no"'::jsonb
        else '"erased"'::jsonb
      end
      else value
    end), '{}'::jsonb)
    || case when ${byAddress} then jsonb_build_object('customer', ${pseudonym}::text) else '{}'::jsonb end
    from jsonb_each(data)
    where key = any(${countedFields}::text[]) or key in ('customer', 'contact')
      or (key = 'email' and jsonb_typeof(value) = 'boolean')
      -- A reply to a reminder counts as an answer, with its verdict, which needs a text.
      or (key = 'text' and type = 'appointment.replied')
  )`;
  const subjectId = sql`case
    when subject_kind = 'contact' and subject_id = ${id} then ${pseudonym} else subject_id
  end`;
  return { data, subjectId };
}

/** Of an object these fields alone, where it has them. */
function only(...fields: readonly string[]) {
  return sql`(
    select coalesce(jsonb_object_agg(part.key, part.value), '{}'::jsonb) from jsonb_each(value) part
    where part.key = any(${fields}::text[])
  )`;
}
