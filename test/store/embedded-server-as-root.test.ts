import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { copyCheckout } from "../support/checkout-copy.ts";
import { serverPid, storeProcess } from "../support/store-process.ts";

// Each starts several processes.
vi.setConfig({ testTimeout: 90_000 });

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && process.platform === "linux" && mountsTmpfs();
let folder: string;
beforeAll(async () => {
  // mkdtemp lets only the current user in.
  folder = await mkdtemp(join(tmpdir(), "deskpulse-root-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.runIf(isRoot)("under root", () => {
  it("the server runs as nobody, also from a checkout that only root may enter and on data that root has restored", async () => {
    const checkout = join(folder, "checkout");
    const dataDirectory = join(checkout, ".deskpulse");
    await copyCheckout(checkout);
    const first = await storeProcess(dataDirectory, {
      checkout,
      statement: "create table kept as select 7 as value",
    });
    const home = (await readFile(join(dataDirectory, "postgres-location"), "utf8")).trim();
    await first.end();

    // As after a backup that root put back.
    run("chown", "-R", "root:root", join(home, "data"));
    const again = await storeProcess(dataDirectory, { checkout, statement: "select value from kept" });

    expect(again.rows).toEqual([{ value: 7 }]);
    expect((await stat(join(home, "data"))).uid).not.toBe(0);
    expect((await stat(join(home, "password"))).mode & 0o777).toBe(0o600);
    await again.end();
    expect(await serverPid(home)).toBeUndefined();
    await rm(home, { recursive: true });
    await expect(storeProcess(dataDirectory, { checkout })).rejects.toThrow(
      /kept in .* is gone. Restore it, or remove .*postgres-location/,
    );
  });
});

describe.runIf(canMount)("on a full disk", () => {
  let disk: string;
  beforeAll(async () => {
    disk = join(folder, "disk");
    await chmod(folder, 0o755);
    await mkdir(disk);
    run("mount", "-t", "tmpfs", "-o", "size=20m,mode=755", "tmpfs", disk);
  });
  // Lazily: on a busy machine a process that has ended may hold the disk a moment longer.
  afterAll(() => run("umount", "--lazy", disk));

  it("says so and names the folder, whether making, writing or starting; with room again nothing is lost", async () => {
    const full = /The disk that holds .*disk\/data\/postgres is full: free some space .*DESKPULSE_DATA_DIR/;
    const data = join(disk, "data");
    await expect(storeProcess(data)).rejects.toThrow(full);

    run("mount", "-o", "remount,size=90m", disk);
    const command = await storeProcess(data, { statement: "create table kept as select 7 as value" });
    await command.end();
    const tooMuch = "create table big as select repeat(md5(i::text), 60) from generate_series(1, 30000) as i";
    await expect(storeProcess(data, { statement: tooMuch })).rejects.toThrow(full);

    const ballast = join(disk, "ballast");
    run("sh", "-c", `cat /dev/zero > ${ballast} 2>/dev/null || true`);
    await expect(storeProcess(data)).rejects.toThrow(full);

    run("mount", "-o", "remount,size=300m", disk);
    const healed = await storeProcess(data, { statement: "select value from kept" });
    expect(healed.rows).toEqual([{ value: 7 }]);
    await healed.end();
  });
});

function mountsTmpfs(): boolean {
  try {
    run("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt");
    return true;
  } catch {
    return false;
  }
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { stdio: "ignore" });
}
