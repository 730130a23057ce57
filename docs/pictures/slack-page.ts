import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

/**
 * Takes a picture of messages as Slack shows them. Needs a Chromium, at CHROMIUM or /usr/bin/chromium.
 *
 * @param html of the renderer
 * @param style besides its own
 */
export async function takeSlackPicture(name: string, html: string, style = ""): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  const library = await readFile(
    new URL("../../node_modules/slack-blocks-to-jsx/dist/style.css", import.meta.url),
    "utf8",
  );
  const logo = await readFile(new URL("../../manifest/teams/color.png", import.meta.url), "base64");
  const page = await browser.newPage({ viewport: { width: 720, height: 300 } });
  // The renderer tells the time at which the picture is taken.
  const ours = `body { background: #fff; margin: 12px }
    .slack_blocks_to_jsx--header > div:last-child { display: none }
    [id=slack_blocks_to_jsx] + * + [id=slack_blocks_to_jsx] { margin-top: 20px }`;
  const shown = html.replaceAll('src="/studio/logo.png"', `src="data:image/png;base64,${logo}"`);
  await page.setContent(`<style>${library} ${ours} ${style}</style>${shown}`);
  await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))");
  const path = join(import.meta.dirname, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  console.log(`wrote ${path}`);
  await browser.close();
}
