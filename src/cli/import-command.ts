import { basename, join } from "node:path";
import { Command, Option } from "commander";
import { importFile } from "../ingest/import-file.ts";
import { IMPORT_FORMATS, type ImportOptions, type ImportPlan, planImports } from "../ingest/import-plan.ts";
import { type ImportReport, importText } from "../ingest/import-report.ts";
import { RefusedList } from "../ingest/refused-list.ts";
import { projectChanges } from "../store/projector.ts";
import { previewImports } from "./import-preview.ts";
import { type Desk, openDesk } from "./open-desk.ts";
import { progressLine } from "./progress-line.ts";

interface Given extends ImportOptions {
  readonly refused?: string;
  readonly facts: boolean;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Reads events from files, and brings the facts up to date. */
export function importCommand(): Command {
  return new Command("import")
    .description(
      "Import events from NDJSON files, from CSV tables by a mapping file, or from a help desk's export; .gz too; again = no change",
    )
    .argument("<file...>", "files to read, one after the other")
    .option("--mapping <file>", "how the rows of a CSV table become events: see docs/importing.md")
    .option(
      "--source <name>",
      "where events come from that do not say so (default: the mapping's, or the file's name)",
    )
    .addOption(
      new Option("--format <format>", "how to read the files (default: by their names)").choices(
        IMPORT_FORMATS,
      ),
    )
    .option("--refused <file>", "where to list what was refused (default: in the data folder)")
    .option("--no-facts", "leave the facts to a running deskpulse, or to the next command that needs them")
    .option("--dry-run", "print the events as NDJSON and the report beside it; nothing is stored")
    .addOption(new Option("--json", "print the report as JSON").conflicts("dryRun"))
    .action(run);
}

async function run(files: string[], given: Given): Promise<void> {
  const plans = await planImports(files, given);
  if (given.dryRun) {
    await previewImports(plans);
    return;
  }
  const desk = await openDesk();
  try {
    const lists = new Map<string, RefusedList>();
    const reports: { readonly report: ImportReport; readonly refused: RefusedList }[] = [];
    for (const plan of plans) {
      const refused = refusedList(plan, given, desk, lists);
      const report = await importOne(plan, refused, desk);
      reports.push({ report, refused });
      if (!given.json) process.stdout.write(importText(report, refused.shown, refused.path));
    }
    const facts = given.facts ? await project(desk) : null;
    if (given.json) process.stdout.write(`${JSON.stringify(asJson(reports, facts))}\n`);
    else if (facts) process.stdout.write(`Facts are up to date (${facts.folded} changes folded).\n`);
  } finally {
    await desk.close();
  }
}

/** One a file, or one for all where --refused names it. */
function refusedList(
  plan: ImportPlan,
  given: Given,
  desk: Desk,
  lists: Map<string, RefusedList>,
): RefusedList {
  const folder = join(desk.environment.DESKPULSE_DATA_DIR, "refused");
  const path = given.refused ?? join(folder, `${basename(plan.path)}.refused.ndjson`);
  const list = lists.get(path) ?? new RefusedList(path);
  lists.set(path, list);
  return list;
}

async function importOne(plan: ImportPlan, refused: RefusedList, desk: Desk): Promise<ImportReport> {
  const line = progressLine(basename(plan.path));
  const startedAt = performance.now();
  try {
    return await importFile(plan, {
      db: desk.store.db,
      accountId: desk.accountId,
      clock: desk.clock,
      keepTexts: desk.config.keepTexts,
      refused,
      onLook: (done) => line.show(done, "looking through"),
      onProgress: (done, events) => {
        const rate = Math.round((1000 * events) / (performance.now() - startedAt));
        line.show(done, `${events.toLocaleString("en-GB")} events, ${rate.toLocaleString("en-GB")} a second`);
      },
    });
  } finally {
    line.end();
  }
}

async function project({ store, logger }: Desk): Promise<{ folded: number; seconds: number }> {
  const line = progressLine("Facts");
  const startedAt = performance.now();
  try {
    const folded = await projectChanges(store.db, {
      logger,
      onProgress: (done, left) => line.show(done / (done + left), `${left.toLocaleString("en-GB")} to fold`),
    });
    return { folded, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    line.end();
  }
}

function asJson(
  reports: readonly { readonly report: ImportReport; readonly refused: RefusedList }[],
  facts: { folded: number; seconds: number } | null,
): object {
  const files = reports.map(({ report, refused }) => ({
    ...report,
    refusals: refused.shown.filter(({ file }) => file === report.file),
    refusedFile: report.refused > 0 ? refused.path : null,
  }));
  return { files, facts };
}
