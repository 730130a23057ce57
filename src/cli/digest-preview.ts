import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChartDrawer } from "../charts/drawer.ts";
import type { Digest } from "../config/desk-config.ts";
import { composeDigest } from "../digests/compose-digest.ts";
import type { ComposedDigest } from "../digests/composed-digest.ts";
import { OperationError, reason } from "../errors.ts";
import { digestTargets } from "../jobs/digest-targets.ts";
import type { Platform, RenderedMessage } from "../surfaces/surface.ts";
import { digestMoment } from "./digest-moment.ts";
import { findDigest } from "./find-digest.ts";
import { openCharts } from "./open-charts.ts";
import { type Desk, openDesk, readDeskSettings } from "./open-desk.ts";
import { previewSurface } from "./surfaces-of.ts";

export interface PreviewOptions {
  readonly asOf?: string;
  readonly surface?: Platform;
  readonly out?: string;
  readonly json?: true;
}

interface Message extends RenderedMessage {
  readonly surface: Platform;
}

/** Prints what a digest would post. The same log and moment give the same bytes. */
export async function previewDigest(id: string, options: PreviewOptions): Promise<void> {
  const settings = await readDeskSettings();
  const digest = findDigest(settings.config, id);
  const moment = digestMoment(settings.config, digest, options.asOf);
  const desk = await openDesk(settings.environment, settings.config);
  try {
    const composed = await composeDigest(desk.store.db, {
      accountId: desk.accountId,
      digest,
      config: desk.config,
      now: moment,
    });
    const charts = await openCharts(desk);
    try {
      const messages = await render(desk, charts.drawer, composed, surfacesFor(digest, options));
      if (options.out !== undefined) await writePictures(options.out, digest.id, messages);
      process.stdout.write(
        options.json ? asJson(digest, moment, composed, messages) : asText(composed, messages),
      );
    } finally {
      await charts.close();
    }
  } finally {
    await desk.close();
  }
}

function surfacesFor(digest: Digest, { surface, json }: PreviewOptions): Platform[] {
  if (surface) return [surface];
  if (!json) return ["console"];
  return [...new Set(digestTargets(digest).map(({ platform }) => platform))];
}

async function render(
  desk: Desk,
  drawer: ChartDrawer,
  composed: ComposedDigest,
  surfaces: readonly Platform[],
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const surface of surfaces) {
    const message = await (await previewSurface(surface, desk, drawer)).render(composed.report);
    messages.push({ surface, ...message });
  }
  return messages;
}

function asJson(
  digest: Digest,
  moment: Date,
  composed: ComposedDigest,
  messages: readonly Message[],
): string {
  const preview = {
    digest: digest.id,
    asOf: moment.toISOString(),
    isQuiet: composed.isQuiet,
    messages: messages.map(({ surface, payload, text, files }) => ({
      surface,
      ...(payload === undefined ? {} : { payload }),
      text,
      files: files.map(({ name, mimeType, altText }) => ({ name, mimeType, altText })),
    })),
  };
  return `${JSON.stringify(preview, null, 2)}\n`;
}

function asText(composed: ComposedDigest, messages: readonly Message[]): string {
  const quiet = composed.isQuiet
    ? "Quiet: nothing happened in the period nor in the one before. On schedule it would not be posted.\n\n"
    : "";
  const shown = messages.map(({ payload, text }) =>
    payload === undefined ? text : JSON.stringify(payload, null, 2),
  );
  return `${quiet}${shown.join("\n")}\n`;
}

async function writePictures(folder: string, digest: string, messages: readonly Message[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { surface, files } of messages) {
      for (const file of files) {
        const path = join(folder, `${digest}-${surface}-${file.name}`);
        await writeFile(path, file.bytes);
        process.stderr.write(`wrote ${path}\n`);
      }
    }
  } catch (cause) {
    throw new OperationError(`The pictures cannot be written to ${folder}: ${reason(cause)}`, { cause });
  }
}
