import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Page } from "playwright-core";

/**
 * Takes the pictures of the digest, of alerts, and of what commands answer from the demo's page:
 * `node docs/pictures/take-pictures.ts`, with the names of some for these alone. Needs a Chromium, at CHROMIUM or
 * /usr/bin/chromium.
 */
const folder = import.meta.dirname;
const wanted = process.argv.slice(2);

/** The picture's name, who asks, and what. */
const commands = [
  ["mystats", "chiara", "mystats this week"],
  ["teamstats", "amira", "teamstats billing last week"],
  ["kpi", "petra", "kpi csat by channel last week"],
  ["why", "petra", "why csat yesterday"],
  ["subscribe", "amira", "digest subscribe"],
] as const;

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
    for (const surface of ["slack", "teams", "console"]) await shoot(page, `digest-${surface}`, surface);
    if (isWanted("demo-alert")) await shootAlerts(page);
    for (const [name, person, line] of commands) {
      await ask(page, person, line);
      await shoot(page, `${name}-slack`, "slack");
      await shoot(page, `${name}-teams`, "teams");
    }
    await ask(page, "amira", "teamstats billing this week");
    await page.evaluate("window.scrollTo(0, 0)");
    if (isWanted("demo-commands")) await page.screenshot({ path: named("demo-commands") });
  } finally {
    await browser.close();
  }
}

/** One of the alerts is taken on from its message in Slack. */
async function shootAlerts(page: Page): Promise<void> {
  await page.locator("#person").selectOption("amira");
  // What has just changed would be lit up.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.locator("#alerts").click();
  const alert = page.locator(".slack .alerts article", { hasText: "live-1 " });
  await alert.locator("select").selectOption({ label: "I'm on it: 30 min" });
  await alert.locator(".said:not(:empty)").waitFor();
  await alert.getByText("Amira Haddad is on it for").waitFor();
  await page.screenshot({ path: named("demo-alert"), fullPage: true });
}

async function ask(page: Page, person: string, line: string): Promise<void> {
  // With a line in the box, another person would ask it at once.
  await page.locator("#line").fill("");
  await page.locator("#person").selectOption(person);
  await page.locator("#line").fill(line);
  await page.locator("#ask button[type=submit]").click();
  await page.locator("body:not([aria-busy])").waitFor();
  // In words, since the types of a browser are not those of the rest of the code.
  await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))");
}

async function shoot(page: Page, name: string, surface: string): Promise<void> {
  if (isWanted(name)) await page.locator(`.panel.${surface}`).screenshot({ path: named(name) });
}

function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.includes(name);
}

function named(name: string): string {
  const path = join(folder, `${name}.png`);
  console.log(`writing ${path}`);
  return path;
}
