import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isAlive, serverPid, storeProcess, until } from "../support/store-process.ts";

// Each starts several processes.
vi.setConfig({ testTimeout: 90_000 });

let folder: string;
let home: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deskpulse-embedded-"));
  await chmod(folder, 0o755);
  home = join(folder, "postgres");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function killed(process: { kill(signal: "SIGKILL"): boolean }): Promise<void> {
  const exited = once(process as never, "exit");
  process.kill("SIGKILL");
  await exited;
}

describe("the embedded server", () => {
  it("is made once and shared by commands that start at the same moment; the last one stops it", async () => {
    await mkdir(join(home, "data.new"), { recursive: true });
    const commands = await Promise.all([1, 2, 3].map(() => storeProcess(folder)));
    const pid = await serverPid(home);

    expect(new Set(commands.map((command) => command.url)).size).toBe(1);
    await commands[0]?.end();
    await commands[1]?.end();
    expect(await serverPid(home)).toBe(pid);
    await commands[2]?.end();
    expect(await serverPid(home)).toBeUndefined();
  });

  it("listens on the loopback alone, asks for a password and keeps that from others", async () => {
    const command = await storeProcess(folder, {
      statement:
        "select current_setting('listen_addresses') as on, current_setting('unix_socket_directories') as sockets",
    });

    expect(command.rows).toEqual([{ on: "127.0.0.1", sockets: "" }]);
    expect(await readFile(join(home, "data", "pg_hba.conf"), "utf8")).not.toMatch(/^[^#].*trust/m);
    expect(new URL(command.url).password).toMatch(/^[0-9a-f]{48}$/);
    await command.end();
  });

  it("outlives a command that was killed, and is stopped by the next one", async () => {
    const first = await storeProcess(folder);
    await killed(first.process);
    const pid = await serverPid(home);
    expect(pid).toBeDefined();

    const next = await storeProcess(folder);

    expect(await serverPid(home)).toBe(pid);
    await next.end();
    expect(await serverPid(home)).toBeUndefined();
  });

  it("keeps what was committed when everything was killed, and starts again", async () => {
    const first = await storeProcess(folder, { statement: "create table kept as select 7 as value" });
    const pid = await serverPid(home);
    if (pid === undefined) throw new Error("There is no server to kill");
    await killed(first.process);
    process.kill(pid, "SIGKILL");
    await until(() => !isAlive(pid));

    const next = await storeProcess(folder, { statement: "select value from kept" });

    expect(next.rows).toEqual([{ value: 7 }]);
    await next.end();
  });

  it("starts although the number its predecessor left behind belongs to another process now", async () => {
    const pidFile = join(home, "data", "postmaster.pid");
    await writeFile(pidFile, `${process.pid}\n${join(home, "data")}\n1\n5432\n\n127.0.0.1\n\nready   \n`);

    const command = await storeProcess(folder);

    expect(await serverPid(home)).not.toBe(process.pid);
    await command.end();
  });

  it("keeps its port, and takes another when somebody else has it", async () => {
    const first = await storeProcess(folder);
    await first.end();
    const second = await storeProcess(folder);
    await second.end();
    const port = Number(new URL(second.url).port);
    const other = createServer().listen(port, "127.0.0.1");
    await once(other, "listening");

    const third = await storeProcess(folder);

    other.close();
    expect(second.url).toBe(first.url);
    expect(Number(new URL(third.url).port)).not.toBe(port);
    await third.end();
  });

  it("ends with a command that is interrupted", async () => {
    const command = await storeProcess(folder);
    const exited = once(command.process, "exit");
    command.process.kill("SIGINT");

    expect(await exited).toEqual([130, null]);
    await until(async () => (await serverPid(home)) === undefined);
  });

  it("goes on for others when the terminal interrupts the command that started it", async () => {
    const starter = await storeProcess(folder, { spawn: { detached: true } });
    const other = await storeProcess(folder);
    const pid = await serverPid(home);
    const exited = once(starter.process, "exit");
    process.kill(-Number(starter.process.pid), "SIGINT");
    await exited;

    expect(await serverPid(home)).toBe(pid);
    await other.end();
    expect(await serverPid(home)).toBeUndefined();
  });
});
