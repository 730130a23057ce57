import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { vi } from "vitest";

const cli = resolve(import.meta.dirname, "../../src/cli.ts");

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs a deskpulse command as its own process, as a user would: for what only a process can show, since it is slow. */
export async function runCliProcess(parameters: readonly string[], options: Options = {}): Promise<CliRun> {
  const child = spawn(process.execPath, [cli, ...parameters], {
    cwd: options.cwd,
    env: environment(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, stdout, stderr };
}

let last: Promise<unknown> = Promise.resolve();

/** Runs a deskpulse command by the same program file, but in this process: one after the other, whoever asks. */
export function runCli(parameters: readonly string[], options: Options = {}): Promise<CliRun> {
  const run = last.then(() => runHere(parameters, options));
  last = run.catch(() => undefined);
  return run;
}

let runs = 0;

async function runHere(parameters: readonly string[], options: Options): Promise<CliRun> {
  const { argv, env, exitCode } = process;
  const folder = process.cwd();
  const [stdout, stderr] = [captured("stdout"), captured("stderr")];
  try {
    process.argv = [process.execPath, cli, ...parameters];
    process.env = environment(options);
    process.exitCode = undefined;
    if (options.cwd !== undefined) process.chdir(options.cwd);
    // Another address each time: the program is evaluated anew, what it loads is not.
    await import(`${cli}?run=${runs++}`);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.restore();
    stderr.restore();
    process.chdir(folder);
    Object.assign(process, { argv, env, exitCode });
  }
}

function captured(stream: "stdout" | "stderr"): { text(): string; restore(): void } {
  let printed = "";
  const write = vi.spyOn(process[stream], "write").mockImplementation((chunk, ...rest) => {
    printed += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    for (const done of rest) if (typeof done === "function") done();
    return true;
  });
  return { text: () => printed, restore: () => write.mockRestore() };
}

function environment({ env }: Options): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], TZ: process.env["TZ"], LOG_LEVEL: "error", ...env };
}
