import { Command } from "commander";
import { OperationError } from "../errors.ts";
import { type Rebuilt, rebuildFacts } from "../store/fact-rebuild.ts";
import { openDesk } from "./open-desk.ts";

const PROGRESS_EVERY_MS = 1000;

/** Makes the facts anew from the event log; answers stay as they were meanwhile. */
export function rebuildCommand(): Command {
  return new Command("rebuild")
    .description("Make all facts anew from the event log; running processes may go on and help")
    .option("--json", "print what was done as JSON")
    .action(async (options: { json?: true }) => {
      const { store, accountId, logger, close } = await openDesk();
      try {
        const onProgress = progress();
        print(await rebuildFacts(store.db, accountId, { logger, onProgress }), options.json ?? false);
      } finally {
        await close();
      }
    });
}

/** A line on stderr each second: one that is written over where somebody watches. */
function progress(): (folded: number, left: number) => void {
  const start = performance.now();
  let shownAt = Number.NEGATIVE_INFINITY;
  return (folded, left) => {
    const now = performance.now();
    if (left > 0 && now - shownAt < PROGRESS_EVERY_MS) return;
    shownAt = now;
    const percent = Math.floor((100 * folded) / (folded + left));
    const line = `Folding: ${percent} %, ${folded} done, ${left} left, ${Math.round((now - start) / 1000)} s`;
    if (!process.stderr.isTTY) process.stderr.write(`${line}\n`);
    else process.stderr.write(`\r\x1b[K${line}${left > 0 ? "" : "\n"}`);
  };
}

function print(rebuilt: Rebuilt, asJson: boolean): void {
  const { subjects, orphans, failed } = rebuilt;
  if (asJson) process.stdout.write(`${JSON.stringify(rebuilt)}\n`);
  else
    process.stdout.write(
      `Facts of ${subjects} subjects were made anew${orphans > 0 ? `, ${orphans} rows without events removed` : ""}.\n`,
    );
  if (failed > 0)
    throw new OperationError(
      `${failed} changed subjects could not be folded: the log above names them. Their facts stayed as they were.`,
    );
}
