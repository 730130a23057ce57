import { OperationError } from "../../errors.ts";
import type { Home } from "./home.ts";

/** PostgreSQL's program could not even be begun. */
export function cannotRun(program: string, { owner }: Home, cause: Error): OperationError {
  const user = owner ? ` as user ${owner.uid}` : "";
  const remedy = "set DATABASE_URL to a PostgreSQL of your own";
  return new OperationError(
    `Cannot run ${program}${user} (${cause.message}): it needs a system with glibc and, under root, the right to change the user. Otherwise ${remedy}.`,
    { cause },
  );
}
