import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";

const cli = resolve(import.meta.dirname, "../../src/cli.ts");

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a deskpulse command as its own process, as a user would. */
export async function runCli(
  parameters: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<CliRun> {
  const child = spawn(process.execPath, [cli, ...parameters], {
    cwd: options.cwd,
    env: { PATH: process.env["PATH"], TZ: process.env["TZ"], LOG_LEVEL: "error", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, stdout, stderr };
}
