import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { OperationError, UsageError } from "./errors.ts";

// What was compiled for the last command need not be compiled again for this one.
enableCompileCache();

/** Every command, loaded only when it is asked for: an answer should not wait for what another command needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import("./cli/demo-command.ts")).demoCommand(),
  start: async () => (await import("./cli/start-command.ts")).startCommand(),
  import: async () => (await import("./cli/import-command.ts")).importCommand(),
  kpi: async () => (await import("./cli/kpi-command.ts")).kpiCommand(),
  kpis: async () => (await import("./cli/kpis-command.ts")).kpisCommand(),
  agents: async () => (await import("./cli/agents-command.ts")).agentsCommand(),
  sla: async () => (await import("./cli/sla-command.ts")).slaCommand(),
  alerts: async () => (await import("./cli/alerts-command.ts")).alertsCommand(),
  digest: async () => (await import("./cli/digest-command.ts")).digestCommand(),
  rebuild: async () => (await import("./cli/rebuild-command.ts")).rebuildCommand(),
  keys: async () => (await import("./cli/keys-command.ts")).keysCommand(),
  people: async () => (await import("./cli/people-command.ts")).peopleCommand(),
  forget: async () => (await import("./cli/forget-command.ts")).forgetCommand(),
  apply: async () => (await import("./cli/apply-command.ts")).applyCommand(),
  migrate: async () => (await import("./cli/migrate-command.ts")).migrateCommand(),
  doctor: async () => (await import("./cli/doctor-command.ts")).doctorCommand(),
  manifest: async () => (await import("./cli/manifest-command.ts")).manifestCommand(),
};

try {
  const program = await deskpulse(process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** @param asked the command that is asked for; all are there for help, and for a word that none has */
async function deskpulse(asked: string | undefined): Promise<Command> {
  const program = new Command("deskpulse")
    .description("Your support desk's numbers, in Slack, Microsoft Teams and here.")
    .showSuggestionAfterError()
    .showHelpAfterError("(add --help for the options)");
  const one = asked !== undefined && Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  for (const load of one ? [one] : Object.values(commands)) program.addCommand(await load());
  for (const command of [program, ...everyCommand(program)]) command.exitOverride();
  return program;
}

function everyCommand(parent: Command): Command[] {
  return parent.commands.flatMap((command) => [command, ...everyCommand(command)]);
}

/** Prints what went wrong and gives the exit code: 1 failed, 2 wrong use. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) {
    process.stderr.write(`deskpulse: ${error.message}\n`);
    return 2;
  }
  if (error instanceof OperationError) {
    process.stderr.write(`deskpulse: ${error.message}\n`);
    return 1;
  }
  process.stderr.write(
    `deskpulse: unexpected error\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return 1;
}
