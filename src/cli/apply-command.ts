import { Command } from "commander";
import { type ConfigChange, configChanges } from "../config/config-changes.ts";
import { DeskConfig } from "../config/desk-config.ts";
import { readableConfig } from "../config/readable-config.ts";
import { OperationError } from "../errors.ts";
import { type AppliedConfig, type ApplyOptions, previewConfig } from "../store/apply-config.ts";
import { storedConfig } from "../store/config-versions.ts";
import { projectChanges } from "../store/projector.ts";
import { appliedText } from "./applied-text.ts";
import { applyDeskConfig, toApply } from "./apply-desk-config.ts";
import { asOf } from "./as-of.ts";
import { knownNames } from "./known-names.ts";
import { type Desk, openDesk, readDeskSettings } from "./open-desk.ts";
import { progressLine } from "./progress-line.ts";
import { isConfigAtHand } from "./read-desk-config.ts";

interface Given {
  readonly from?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Shows what deskpulse.yaml changes, and stores it. */
export function applyCommand(): Command {
  return new Command("apply")
    .description(
      "Show what deskpulse.yaml changes against what is stored, store it, and fold again what it measures",
    )
    .option(
      "--from <time>",
      'since when changed calendars and policies count: a local date, an instant, or "beginning" (default: now; of the first ever: the beginning)',
    )
    .option("--dry-run", "only show it")
    .option("--json", "print JSON")
    .action(run);
}

async function run(given: Given): Promise<void> {
  const { environment, config } = await readDeskSettings();
  if (!(await isConfigAtHand(environment)))
    throw new OperationError(
      "There is no deskpulse.yaml here: change to its folder, or name the file in DESKPULSE_CONFIG.",
    );
  const from = fromOf(given, config);
  const desk = await openDesk(environment, config, { leavesStored: true });
  try {
    const changes = await changesOf(desk);
    const applied = await apply(desk, { now: desk.clock.now(), from }, given.dryRun ?? false);
    process.stdout.write(given.json ? asJson(changes, applied, given) : appliedText(changes, applied, given));
  } finally {
    await desk.close();
  }
}

/** @throws UsageError for what is no time */
function fromOf({ from }: Given, { timezone }: DeskConfig): ApplyOptions["from"] {
  if (from === undefined || from === "beginning") return from;
  return asOf(from, timezone, "--from");
}

/** Against what is stored; of the first ever against a configuration that says nothing. */
async function changesOf({ store, accountId, config }: Desk): Promise<readonly ConfigChange[]> {
  const { durations } = knownNames();
  const stored = await storedConfig(store.db, accountId);
  const before: object = stored?.content ?? DeskConfig.parse({});
  const after: object = JSON.parse(JSON.stringify(config));
  return configChanges(readableConfig(before, durations), readableConfig(after, durations));
}

async function apply(desk: Desk, options: ApplyOptions, isDry: boolean): Promise<AppliedConfig> {
  const { store, accountId, config, logger } = desk;
  if (isDry) return await previewConfig(store.db, accountId, toApply(config), options);
  const applied = await applyDeskConfig(store, accountId, config, options);
  const line = progressLine("Facts");
  try {
    await projectChanges(store.db, {
      logger,
      onProgress: (done, left) => line.show(done / (done + left), `${left.toLocaleString("en-GB")} to fold`),
    });
  } finally {
    line.end();
  }
  return applied;
}

function asJson(changes: readonly ConfigChange[], applied: AppliedConfig, { dryRun }: Given): string {
  const shown = changes.map(({ path, before, after }) => ({
    path,
    before: before ?? null,
    after: after ?? null,
  }));
  const { calendarsFrom, slaFrom, refolded } = applied;
  const since = (from: Date | null | undefined) => (from === undefined ? null : (from ?? "beginning"));
  return `${JSON.stringify({
    isDryRun: dryRun ?? false,
    changes: shown,
    calendarsCountFrom: since(calendarsFrom),
    policiesCountFrom: since(slaFrom),
    refolded,
  })}\n`;
}
