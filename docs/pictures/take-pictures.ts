import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

/**
 * Takes the pictures of the digest from the demo's page: `node docs/pictures/take-pictures.ts`. Needs a Chromium, at
 * CHROMIUM or /usr/bin/chromium.
 */
const folder = import.meta.dirname;
const cli = resolve(folder, "../../src/cli.ts");
const data = await mkdtemp(join(tmpdir(), "deskpulse-pictures-"));
const env = { ...process.env, DESKPULSE_DATA_DIR: data, PORT: "0", LOG_LEVEL: "warn" };
const demo = spawn(process.execPath, [cli, "demo", "--out", join(data, "out")], {
  env,
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  await take(await address(demo.stdout));
} finally {
  demo.kill("SIGTERM");
  await once(demo, "exit");
  await rm(data, { recursive: true, force: true });
}

async function address(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error("the demo ended without an address");
}

async function take(url: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1560, height: 1200 } });
    await page.goto(url);
    await page.locator("#teams-card .ac-adaptiveCard").waitFor();
    for (const surface of ["slack", "teams", "console"]) {
      const path = join(folder, `digest-${surface}.png`);
      await page.locator(`.panel.${surface}`).screenshot({ path });
      console.log(`wrote ${path}`);
    }
  } finally {
    await browser.close();
  }
}
