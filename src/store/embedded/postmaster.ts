import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries.ts";

/** The running server, as its own postmaster.pid tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** Undefined where no server runs on this data: the file is missing, or left from one that was killed. */
export async function runningPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(data), "utf8").catch(() => "");
  // Lines: pid, data folder, start, port, socket folder, listen address, shared memory, state.
  const [pid = "", , , port = "", , , , state = ""] = text.split("\n");
  if (!/^\d+$/.test(pid) || !(await isPostmasterOf(Number(pid), data))) return undefined;
  return { pid: Number(pid), port: Number(port), isReady: state.trim() === "ready" };
}

export function pidFile(data: string): string {
  return join(data, "postmaster.pid");
}

/** Fast: clients are disconnected and everything is written. Immediate: the next start recovers from the log. */
export type Stop = "fast" | "immediate";

export async function signalStop(pid: number, stop: Stop, binaries: Binaries): Promise<void> {
  if (process.platform === "win32") {
    // Windows has no signals; PostgreSQL listens for them on a pipe of its own.
    await promisify(execFile)(binaries.pgCtl, ["kill", stop === "fast" ? "INT" : "QUIT", String(pid)]);
  } else {
    signalStopNow(pid, stop);
  }
}

/** As much as a process that is ending can do: POSIX only. */
export function signalStopNow(pid: number, stop: Stop): void {
  try {
    process.kill(pid, stop === "fast" ? "SIGINT" : "SIGQUIT");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** The number may belong to another process by now, or to one that has ended and that nobody has asked about yet. */
async function isPostmasterOf(pid: number, data: string): Promise<boolean> {
  if (process.platform === "win32") return isAlive(pid);
  const command =
    process.platform === "linux"
      ? (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ")
      : await promisify(execFile)("ps", ["-ww", "-o", "command=", "-p", String(pid)]).then(
          ({ stdout }) => stdout,
          () => "",
        );
  return command.includes(` -D ${data} `);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
