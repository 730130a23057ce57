// A command that uses the store of the data folder it is given until its input ends. Runs as a process of its own.
import { once } from "node:events";
import { sql } from "kysely";
import { OperationError } from "../../src/errors.ts";
import { silentLogger } from "../../src/logger.ts";
import { openStore } from "../../src/store/open-store.ts";

const [dataDirectory = "", statement = "select 1"] = process.argv.slice(2);
try {
  const store = await openStore({ dataDirectory, logger: silentLogger });
  try {
    const { rows } = await sql.raw(statement).execute(store.db);
    process.stdout.write(`${JSON.stringify({ url: store.url, rows })}\n`);
    process.stdin.resume();
    await once(process.stdin, "end");
  } finally {
    await store.close();
  }
} catch (error) {
  process.stderr.write(error instanceof OperationError ? error.message : `unexpected: ${String(error)}`);
  process.exitCode = 1;
}
