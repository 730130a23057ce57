import { type Kysely, sql } from "kysely";
import type { FactFamily } from "./fact-folding.ts";
import type { Database } from "./tables.ts";

interface Link {
  readonly one: string;
  readonly other: string;
}

/** What must be folded together: conversations with their families, each other subject alone. */
export async function subjectFamilies(
  db: Kysely<Database>,
  accountId: string,
  subjects: readonly { readonly kind: string; readonly id: string }[],
): Promise<readonly FactFamily[]> {
  const families: FactFamily[] = [];
  for (const [kind, ofKind] of Map.groupBy(subjects, (subject) => subject.kind)) {
    const ids = [...new Set(ofKind.map((subject) => subject.id))];
    const groups =
      kind === "conversation" ? await conversationFamilies(db, accountId, ids) : ids.map((id) => [id]);
    families.push(...groups.map((group) => ({ kind, ids: group })));
  }
  return families;
}

/**
 * The families of conversations: each with everything that is merged into it or that it is merged into, chains
 * followed both ways.
 */
async function conversationFamilies(
  db: Kysely<Database>,
  accountId: string,
  conversations: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const families = new Map(conversations.map((id) => [id, new Set([id])]));
  let frontier = [...families.keys()];
  while (frontier.length > 0) {
    const links = await linksOf(db, accountId, frontier);
    frontier = [...new Set(links.flatMap(({ one, other }) => [one, other]))].filter(
      (id) => !families.has(id),
    );
    for (const id of frontier) families.set(id, new Set([id]));
    for (const link of links) join(families, link);
  }
  return [...new Set(families.values())].map((family) => [...family]);
}

async function linksOf(db: Kysely<Database>, accountId: string, ids: readonly string[]): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select conversation_id as one, into_id as other from conversation_links
    where account_id = ${accountId} and conversation_id = any(${ids}::text[])
    union
    select conversation_id, into_id from conversation_links
    where account_id = ${accountId} and into_id = any(${ids}::text[])
  `.execute(db);
  return rows;
}

/** Moves the smaller family into the larger, so that a conversation that swallows thousands stays cheap. */
function join(families: Map<string, Set<string>>, { one, other }: Link): void {
  const a = families.get(one) ?? new Set([one]);
  const b = families.get(other) ?? new Set([other]);
  if (a === b) return;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const id of small) {
    large.add(id);
    families.set(id, large);
  }
}
