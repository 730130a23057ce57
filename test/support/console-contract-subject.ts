import { join } from "node:path";
import { openLoopbackCharts } from "../../src/charts/loopback-charts.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import type { PostedMessage } from "../../src/surfaces/surface.ts";
import type { ContractSubject } from "../surfaces/surface-contract.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The console, as the contract suite wants it: what is printed is kept, pictures are really drawn and written. */
export async function consoleSubject(): Promise<ContractSubject> {
  const folder = await temporaryFolder();
  const charts = await openLoopbackCharts();
  const printed: string[] = [];
  let isBroken = false;
  const write = (text: string) => {
    const broken = isBroken;
    isBroken = false;
    if (broken) throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    printed.push(text);
  };
  const surface = consoleSurface({ write, outDirectory: join(folder.path, "out"), drawer: charts.drawer });
  // A terminal gives no names to what it prints: each posted message is remembered with its text.
  const texts = new Map<PostedMessage, string>();
  return {
    surface: {
      ...surface,
      async post(...message) {
        const posted = await surface.post(...message);
        texts.set(posted, printed.at(-1) ?? "");
        return posted;
      },
    },
    target: "console",
    read: async (posted) => texts.get(posted) ?? "",
    count: async () => printed.length,
    failures: [
      {
        name: "closed pipe",
        failure: "unclear",
        arrange: () => {
          isBroken = true;
          return undefined;
        },
      },
    ],
    async close() {
      await charts.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
