import { Command } from "commander";
import { readEnvironment } from "../config/environment.ts";
import { processLogger } from "../logger.ts";
import { openStore } from "../store/open-store.ts";

/** Every command migrates when it starts; this one does nothing else, for a rollout that does it beforehand. */
export function migrateCommand(): Command {
  return new Command("migrate")
    .description("Bring the database's tables up to date (every command does so when it starts)")
    .option("--json", "print the names of the migrations that were run as JSON")
    .action(async (options: { json?: true }) => {
      const environment = readEnvironment();
      const store = await openStore({
        databaseUrl: environment.DATABASE_URL,
        dataDirectory: environment.DESKPULSE_DATA_DIR,
        logger: processLogger(environment.LOG_LEVEL),
      });
      try {
        print(store.migrated, options.json ?? false);
      } finally {
        await store.close();
      }
    });
}

function print(migrated: readonly string[], asJson: boolean): void {
  if (asJson) process.stdout.write(`${JSON.stringify({ migrated })}\n`);
  else if (migrated.length === 0) process.stdout.write("The database is up to date.\n");
  else process.stdout.write(`Migrations run: ${migrated.join(", ")}\n`);
}
