import type { Kysely } from "kysely";
import { directory, type PeopleConfig } from "../people/directory.ts";
import type { Database } from "../store/tables.ts";

/** What to call those whom an alert is escalated to, in their order: by address where no name is known. */
export async function namesOfAddresses(
  db: Kysely<Database>,
  accountId: string,
  config: PeopleConfig,
  addresses: readonly string[],
): Promise<readonly string[]> {
  if (addresses.length === 0) return [];
  const { people } = await directory(db, accountId, config);
  return addresses.map((address) => {
    const names = people.filter(({ email }) => email === address.toLowerCase()).map(({ name }) => name);
    // Of several with one address nobody can tell which is meant.
    return new Set(names).size === 1 ? (names[0] ?? address) : address;
  });
}
