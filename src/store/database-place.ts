import { OperationError } from "../errors.ts";

/** What messages say of a database: where it is and whose it is, never a password. */
export interface DatabasePlace {
  readonly host: string;
  readonly database: string;
  readonly user: string;
  /** The folder of the embedded server; undefined: DATABASE_URL names the database. */
  readonly embeddedFolder: string | undefined;
}

/** @throws OperationError when it is no address of a PostgreSQL */
export function databasePlace(url: string, embeddedFolder?: string): DatabasePlace {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || !["postgres:", "postgresql:"].includes(address.protocol)) {
    throw new OperationError(
      "DATABASE_URL is not an address of PostgreSQL: write postgres://user:password@host:5432/database, special characters percent-encoded.",
    );
  }
  const host = address.host || address.searchParams.get("host") || "localhost";
  const user = address.username || "(of this process)";
  return { host, user, database: address.pathname.slice(1) || user, embeddedFolder };
}
