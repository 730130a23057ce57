import type { PostgresPool } from "kysely";
import type pg from "pg";
import type { DatabasePlace } from "./database-place.ts";
import { databaseProblem } from "./database-problem.ts";

/** The pool as kysely uses it, with everything that is not a query's fault thrown as an OperationError. */
export function wordedPool(pool: pg.Pool, place: DatabasePlace): PostgresPool {
  async function worded<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw databaseProblem(error, place) ?? error;
    }
  }
  function wordedClient(client: pg.PoolClient): pg.PoolClient {
    const query = (text: string, values: unknown[]) => worded(client.query(text, values));
    return new Proxy(client, {
      get(target, name) {
        if (name === "query") return query;
        const member: unknown = Reflect.get(target, name);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => wordedClient(await worded(pool.connect())),
  };
}
