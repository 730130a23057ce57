import { Command, InvalidArgumentError } from "commander";
import { slaStatus } from "../metrics/sla-status.ts";
import { agentNames } from "../store/agent-names.ts";
import { projectChanges } from "../store/projector.ts";
import { openDesk } from "./open-desk.ts";
import { slaStatusText } from "./sla-status-text.ts";

interface Given {
  readonly team?: readonly string[];
  readonly channel?: readonly string[];
  readonly limit: number;
  readonly json?: true;
}

/** Who waits, and until when an answer was promised. */
export function slaStatusCommand(): Command {
  return new Command("status")
    .description("List the SLA clocks that run: breached and still waiting, at risk, and the others")
    .option("--team <team>", "only this team; may be repeated", collect)
    .option("--channel <channel>", "only this channel; may be repeated", collect)
    .option("--limit <count>", "how many clocks are listed, those due first", countOf, 100)
    .option("--json", "print JSON")
    .action(async (given: Given) => {
      process.stdout.write(await printed(given));
    });
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function countOf(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("It must be a number from 0 to 999999.");
  return Number(text);
}

async function printed({ team, channel, limit, json }: Given): Promise<string> {
  const desk = await openDesk();
  try {
    const { db } = desk.store;
    await projectChanges(db, { logger: desk.logger });
    const filters = { teams: team, channels: channel, limit };
    const status = await slaStatus(db, desk.accountId, filters, desk.clock.now());
    if (json) return `${JSON.stringify(status)}\n`;
    return slaStatusText(status, await agentNames(db, desk.accountId));
  } finally {
    await desk.close();
  }
}
