import { once } from "node:events";
import { Command } from "commander";

/** Runs the bot until it is told to stop. */
export function startCommand(): Command {
  return new Command("start")
    .description("Run the bot: server, schedule, deliveries; stops cleanly on SIGTERM and Ctrl-C")
    .action(async () => {
      // What it takes to run everything need not be loaded by the other commands.
      const { startDeskpulse } = await import("../main.ts");
      const running = await startDeskpulse();
      process.stderr.write(`deskpulse is running on ${running.url}; Ctrl-C stops it\n`);
      await untilTold();
      await running.stop();
      // What would not end in time is taken up by the next process; nothing may keep this one.
      process.exit(0);
    });
}

async function untilTold(): Promise<void> {
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
}
