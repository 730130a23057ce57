import { Command } from "commander";
import { systemClock } from "../clock.ts";
import { readEnvironment } from "../config/environment.ts";
import { UsageError } from "../errors.ts";
import { processLogger } from "../logger.ts";
import { type Erasure, eraseContact } from "../store/erasure.ts";
import { openStore } from "../store/open-store.ts";
import { projectChanges } from "../store/projector.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { userName } from "./user-name.ts";

/** Erases what identifies a person; the counts stay. */
export function forgetCommand(): Command {
  return new Command("forget")
    .description("Erase what identifies a contact from the event log and the facts; the counts stay")
    .argument("<contact>", "the id that events carry as contact or customer")
    .option("--json", "print what was erased as JSON")
    .action(async (contact: string, options: { json?: true }) => {
      if (contact.trim() === "") throw new UsageError("Name the contact to forget: its id in the events.");
      const environment = readEnvironment();
      const logger = processLogger(environment.LOG_LEVEL);
      const store = await openStore({
        databaseUrl: environment.DATABASE_URL,
        dataDirectory: environment.DESKPULSE_DATA_DIR,
        logger,
      });
      try {
        const requestedBy = `command by ${userName()}`;
        const now = systemClock.now();
        const erasure = await eraseContact(store.db, DEFAULT_ACCOUNT, { contact, requestedBy, now });
        await projectChanges(store.db, { logger });
        process.stdout.write(options.json ? `${JSON.stringify(erasure)}\n` : inWords(erasure));
      } finally {
        await store.close();
      }
    });
}

function inWords({ events, facts, wasForgotten }: Erasure): string {
  if (wasForgotten) return "Forgotten before; nothing has come since.\n";
  if (events + facts === 0) return "Nothing names this contact. The request is recorded in the audit.\n";
  return `Forgotten: ${events} events and ${facts} rows of facts name nobody now. The counts stay as they were.\n`;
}
