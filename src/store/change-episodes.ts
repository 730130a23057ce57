import { type Kysely, sql, type Updateable } from "kysely";
import { type AlertEpisode, firstToldAt } from "./alert-episodes.ts";
import type { AlertEpisodeTable } from "./alert-table-types.ts";
import type { Database } from "./tables.ts";

export interface EpisodeChange {
  readonly before: AlertEpisode;
  readonly change: Updateable<AlertEpisodeTable>;
  /** Whether its message has to say something else now. */
  readonly isShown: boolean;
}

/**
 * `changeEpisode` for many, each once; their rows must be locked.
 *
 * @returns them as they are then, in the order that was passed
 */
export async function changeEpisodes(
  trx: Kysely<Database>,
  accountId: string,
  changes: readonly EpisodeChange[],
): Promise<readonly AlertEpisode[]> {
  const changed = new Map<number, AlertEpisode>();
  for (const alike of Map.groupBy(changes, whatIsWritten).values())
    for (const row of await changeAlike(trx, accountId, alike)) changed.set(row.episode_id, row);
  return changes.map(({ before: { episode_id } }) => {
    const row = changed.get(episode_id);
    if (!row) throw new Error(`There is no alert ${episode_id} any more`);
    return row;
  });
}

function whatIsWritten({ change, isShown }: EpisodeChange): string {
  return [isShown, ...Object.keys(change)].join(" ");
}

/** Of which the same columns change: what is not told stays as it is. */
async function changeAlike(
  trx: Kysely<Database>,
  accountId: string,
  changes: readonly EpisodeChange[],
): Promise<readonly AlertEpisode[]> {
  const values = changes.map(({ before, change }) => ({
    ...change,
    episode_id: before.episode_id,
    first_told_at: firstToldAt(before, change),
  }));
  const columns = new Set(values.flatMap((value) => Object.keys(value)));
  columns.delete("episode_id");
  const written = [...columns].map((column) => sql`${sql.id(column)} = c.${sql.id(column)}`);
  if (changes[0]?.isShown) written.push(sql`version = e.version + 1`, sql`is_settled = false`);
  const { rows } = await sql<AlertEpisode>`
    update alert_episodes as e set ${sql.join(written)}
    from jsonb_populate_recordset(null::alert_episodes, ${JSON.stringify(values)}::jsonb) as c
    where e.account_id = ${accountId} and e.episode_id = c.episode_id
    returning e.*
  `.execute(trx);
  return rows;
}
