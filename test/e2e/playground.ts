import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Microsoft's Agents Playground, a Teams client, in a browser without a window. Close it. */
export interface Playground {
  /** The bot service that it plays, where proactive messages go. */
  readonly serviceUrl: string;
  /** Opens a chat or channel by its name. */
  enter(name: string): Promise<void>;
  /** Writes to the bot; where others read, by its mention as it is chosen from the list of people. */
  write(text: string, how?: "plain" | "mention"): Promise<void>;
  /** The newest card that says something. */
  card(words: string): Locator;
  /** Waits until the conversation says something; what stands beside it, as a list of chats, does not count. */
  read(words: string): Promise<void>;
  /** Takes a choice of a card's select, and sends it. */
  choose(card: Locator, select: string, choice: string): Promise<void>;
  /** Writes over what stands in a field of a card. */
  fill(card: Locator, label: string, text: string): Promise<void>;
  /** Takes a picture of a card, or of the whole window, where pictures are asked for. */
  picture(name: string, of?: Locator): Promise<void>;
  close(): Promise<void>;
}

const folder = new URL("../../docs/pictures/", import.meta.url).pathname;
const takesPictures = process.env["UPDATE_PICTURES"] === "1";

/** Between the list of chats and the log, in pixels from the left. */
const CONVERSATION = { from: 335, to: 1_165 };

/** @param botUrl where the bot listens */
export async function openPlayground(botUrl: string, executablePath: string): Promise<Playground> {
  const port = await freePort();
  const files = await temporaryFolder();
  const client = await startClient(botUrl, port, files.path);
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  const page = await browser.newPage({ viewport: { width: 1_500, height: 2_600 } });
  await page.goto(`http://127.0.0.1:${port}`);
  await page.getByText("Personal Chat", { exact: true }).first().waitFor();
  return {
    serviceUrl: `http://127.0.0.1:${port}/_connector`,
    ...handsOn(page),
    async close() {
      await leave(browser, client);
      await files[Symbol.asyncDispose]();
    },
  };
}

function handsOn(page: Page): Omit<Playground, "close" | "serviceUrl"> {
  const card = (words: string) => page.locator(".ac-adaptiveCard", { hasText: words }).last();
  return {
    card,
    async read(words) {
      const { from, to } = CONVERSATION;
      await page.waitForFunction(`[...document.querySelectorAll("body *")].some((each) => {
        const { x, width } = each.getBoundingClientRect();
        return width > 0 && x > ${from} && x < ${to} && each.textContent.includes(${JSON.stringify(words)});
      })`);
    },
    async enter(name) {
      await page.getByText(name, { exact: true }).first().click();
      await page.locator("[data-lexical-editor]").first().waitFor();
    },
    async write(text, how = "plain") {
      await page.locator("[data-lexical-editor]").first().click();
      if (how === "mention") {
        await page.keyboard.type("@");
        await page.getByRole("menuitem", { name: "Test Bot" }).click();
      }
      await page.keyboard.type(how === "mention" ? ` ${text}` : text);
      const post = page.getByRole("button", { name: "Post", exact: true });
      if (await post.count()) await post.first().click();
      else await page.keyboard.press("Enter");
    },
    async choose(on, select, choice) {
      const selects = on.getByRole("combobox");
      const names = await selects.evaluateAll((all) => all.map((each) => Reflect.get(each, "placeholder")));
      const index = names.indexOf(select);
      await selects.nth(index).click();
      await page.getByRole("option", { name: choice, exact: true }).click();
      await on.getByRole("button", { name: "Go", exact: true }).nth(index).click();
    },
    async fill(on, label, text) {
      const field = on.getByLabel(label);
      await field.click();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    },
    async picture(name, of) {
      if (!takesPictures) return;
      const path = join(folder, `${name}.png`);
      if (of) await of.screenshot({ path });
      else await page.screenshot({ path, clip: { x: 0, y: 0, width: 1_500, height: 1_150 } });
    },
  };
}

async function startClient(botUrl: string, port: number, cwd: string): Promise<ChildProcess> {
  const cli = createRequire(import.meta.url).resolve("@microsoft/m365agentsplayground/cli.js");
  const asked = ["start", "-e", `${botUrl}/api/messages`, "-c", "msteams", "-p", `${port}`, "--dt", "true"];
  const client = spawn(process.execPath, [cli, ...asked], {
    cwd,
    env: { ...process.env, TEAMSAPPTESTER_BROWSER: "none" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const text of client.stdout ?? []) if (String(text).includes("Listening on")) break;
  return client;
}

async function leave(browser: Browser, client: ChildProcess): Promise<void> {
  await browser.close();
  if (client.exitCode !== null) return;
  client.kill("SIGTERM");
  await once(client, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
