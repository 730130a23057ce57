import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface MortalProcess {
  /** SIGKILL ends it without any chance to tidy up. */
  signal(name: "SIGKILL" | "SIGTERM"): void;
  /** Resolves when that stands in its log. */
  logged(words: string): Promise<void>;
  readonly ended: Promise<Ending>;
}

interface Ending {
  readonly wasKilled: boolean;
  readonly exitCode: number | null;
  readonly stdout: string;
  /** What it did to the world, in order; the last one is where it was killed. */
  readonly steps: readonly string[];
  /** The numbers of the passing ones, from 1: see die-at-step.ts. */
  readonly passing: ReadonlySet<number>;
  readonly stderr: string;
}

/** Runs a TypeScript file of this folder in a process of its own that dies at a step: its number, or a pattern of its name. */
export function mortalProcess(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  dieAt?: number | string,
): MortalProcess {
  const preload = join(import.meta.dirname, "die-at-step.ts");
  const child = spawn(process.execPath, ["--import", preload, join(import.meta.dirname, file), ...args], {
    env: { ...environment, ...(dieAt !== undefined && { DIE_AT: String(dieAt) }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]).then(
    ([[exitCode, signal], stdout, stderr]): Ending => ({
      wasKilled: signal === "SIGKILL",
      exitCode,
      stdout,
      stderr,
      steps: [...stderr.matchAll(/^step [^:]*: (.*)$/gm)].map((match) => match[1] ?? ""),
      passing: new Set([...stderr.matchAll(/^step (\d+), passing:/gm)].map((match) => Number(match[1]))),
    }),
  );
  const logged = async (words: string) => {
    let log = "";
    for await (const [chunk] of on(child.stderr, "data")) {
      log += chunk;
      if (log.includes(words)) return;
    }
  };
  return { logged, signal: (name) => void child.kill(name), ended };
}
