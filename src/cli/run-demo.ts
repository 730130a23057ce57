import { once } from "node:events";
import { composeDigest } from "../digests/compose-digest.ts";
import { type Platform, platforms, type RenderedMessage } from "../surfaces/surface.ts";
import { writeMessages } from "./demo-files.ts";
import { demoProgress } from "./demo-progress.ts";
import { openCharts } from "./open-charts.ts";
import { type DemoDesk, openDemoDesk } from "./open-demo-desk.ts";
import { previewSurface } from "./surfaces-of.ts";

export interface DemoOptions {
  /** End after the digest. */
  readonly isOnce: boolean;
  readonly outDirectory: string;
}

/** Shows the sample desk's morning digest: printed, written to files, and unless `isOnce` in the browser until stopped. */
export async function runDemo({ isOnce, outDirectory }: DemoOptions): Promise<void> {
  const line = demoProgress();
  const desk = await openDemoDesk(line.progress);
  try {
    const messages = await digestMessages(desk);
    line.end();
    const paths = await writeMessages(outDirectory, messages);
    process.stdout.write(`${messages.get("console")?.text ?? ""}\n`);
    process.stdout.write(`Written:\n${paths.map((path) => `  ${path}\n`).join("")}`);
    if (!isOnce) await stayUp(desk, messages);
  } finally {
    line.end();
    await desk.close();
  }
}

async function digestMessages(desk: DemoDesk): Promise<ReadonlyMap<Platform, RenderedMessage>> {
  const { store, accountId, config, moment } = desk;
  const [digest] = config.digests;
  if (!digest) throw new Error("the sample desk has no digest");
  const { report } = await composeDigest(store.db, { accountId, digest, config, now: moment });
  const charts = await openCharts(desk);
  try {
    const messages = new Map<Platform, RenderedMessage>();
    for (const platform of platforms) {
      messages.set(platform, await previewSurface(platform, desk, charts.drawer).render(report));
    }
    return messages;
  } finally {
    await charts.close();
  }
}

async function stayUp(_desk: DemoDesk, _messages: ReadonlyMap<Platform, RenderedMessage>): Promise<void> {
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
