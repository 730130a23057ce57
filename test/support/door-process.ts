import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compileCache } from "./compile-cache.ts";

export interface DoorProcess {
  readonly url: string;
  readonly port: number;
  /** Without any chance to tidy up. */
  kill(): Promise<void>;
  /** As a stop is asked for: what is under way is finished. */
  end(): Promise<void>;
}

const program = fileURLToPath(new URL("./door-program.ts", import.meta.url));

/** The door as a process of its own. @param port 0 takes a free one */
export async function doorProcess(databaseUrl: string, port = 0): Promise<DoorProcess> {
  const child = spawn(process.execPath, [program, databaseUrl, String(port)], {
    env: { ...process.env, ...compileCache },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  const taken = Number(String(line));
  return {
    url: `http://127.0.0.1:${taken}/v1/events`,
    port: taken,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async end() {
      child.stdin.end();
      await exited;
    },
  };
}
