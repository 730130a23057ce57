import { Command } from "commander";
import { systemClock } from "../clock.ts";
import { knownDigests } from "../digests/known-digests.ts";
import { processLogger } from "../logger.ts";
import { DEFAULT_ACCOUNT } from "../store/tables.ts";
import { checks } from "./doctor/check-catalogue.ts";
import type { DoctorRoom } from "./doctor/doctor-room.ts";
import { doctorText } from "./doctor/doctor-text.ts";
import { examine, type NamedFinding, named } from "./doctor/examine.ts";
import { examineDatabase } from "./doctor/examine-database.ts";
import { readSettings } from "./doctor/read-settings.ts";

/** Looks at everything that deskpulse needs, and says what to do where something is wrong. Exit code 1 for problems. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "Check settings, database, Slack, Teams, addresses and schedules; say what to do about each finding",
    )
    .option("--json", "print JSON")
    .action(async ({ json }: { json?: true }) => {
      const findings = await findAll();
      const isSound = findings.every(({ verdict }) => verdict !== "problem");
      process.stdout.write(
        json ? `${JSON.stringify(doctorJson(findings, isSound))}\n` : doctorText(findings),
      );
      if (!isSound) process.exitCode = 1;
    });
}

async function findAll(): Promise<readonly NamedFinding[]> {
  const { environment, config, findings: settings } = await readSettings();
  const logger = processLogger(environment.LOG_LEVEL);
  const database = await examineDatabase(environment, logger);
  try {
    const { db } = database;
    const accountId = DEFAULT_ACCOUNT;
    const digests = db
      ? await knownDigests(db, accountId, config)
      : config.digests.map((digest) => ({ digest, madeInChat: null }));
    const room: DoctorRoom = { environment, config, digests, db, accountId, clock: systemClock, logger };
    return [
      ...named("configuration", settings, environment),
      ...named("database", database.findings, environment),
      ...(await examine(checks, room)),
    ];
  } finally {
    await database.close();
  }
}

function doctorJson(findings: readonly NamedFinding[], isSound: boolean) {
  const told = findings.map(({ check, verdict, says, remedy }) => ({
    check,
    verdict,
    says,
    remedy: remedy ?? null,
  }));
  return { ok: isSound, findings: told };
}
