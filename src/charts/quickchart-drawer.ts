import { createRequire } from "node:module";
import type quickchart from "quickchart-js";
import { OperationError, reason } from "../errors.ts";
import { chartConfiguration } from "./chart-configuration.ts";
import { keyOfSize } from "./chart-signature.ts";
import { chartSize } from "./chart-size.ts";
import type { ChartSpec } from "./chart-spec.ts";
import type { ChartDrawer } from "./drawer.ts";
import { inks } from "./palette.ts";

export interface QuickchartDrawerOptions {
  /** The server with our own `/chart` route. */
  readonly baseUrl: URL;
  /** The secret shared with that route. */
  readonly key: string;
  /** Where that server is reached from outside. */
  readonly publicUrl?: URL | undefined;
  /** A QuickChart server that draws instead. It is not told the key. */
  readonly quickchartUrl?: URL | undefined;
  /** Milliseconds. */
  readonly timeoutMs?: number;
}

type QuickChart = quickchart.default;

// Its ES build calls `require` to sign an address and so fails there, and its types describe the CommonJS one.
const QuickChart: typeof quickchart.default = createRequire(import.meta.url)("quickchart-js");

const PNG_MAGIC = "89504e470d0a1a0a";

/** Asks a QuickChart server for pictures: our own one, unless another is named. `draw` throws OperationError. */
export function quickchartDrawer(options: QuickchartDrawerOptions): ChartDrawer {
  const { quickchartUrl, timeoutMs = 30_000 } = options;
  const server = quickchartUrl ?? options.baseUrl;
  return {
    async draw(spec) {
      const chart = request(
        server,
        spec,
        JSON.stringify(chartConfiguration(spec)),
        new QuickChart(quickchartUrl ? undefined : options.key),
      );
      const png = await binary(chart, server, timeoutMs);
      if (png.subarray(0, 8).toString("hex") !== PNG_MAGIC) {
        throw new OperationError(
          `The chart server ${server.origin} answered with something that is no PNG. Check QUICKCHART_URL.`,
        );
      }
      return png;
    },
    publicUrl: (spec) => publicUrl(spec, options),
  };
}

async function binary(chart: QuickChart, server: URL, timeoutMs: number): Promise<Buffer> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new Error(`no answer within ${timeoutMs / 1000} seconds`)),
    timeoutMs,
  );
  try {
    return await Promise.race([chart.toBinary(), timeout.promise]);
  } catch (error) {
    throw new OperationError(
      `The chart server ${server.origin} did not draw a chart: ${reason(error)}. Check that it runs and QUICKCHART_URL.`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The address holds our own short form of the chart, not the Chart.js configuration: Slack and Teams take about 2,000
 * characters.
 */
function publicUrl(spec: ChartSpec, { publicUrl: server, key }: QuickchartDrawerOptions): string | undefined {
  if (server?.protocol !== "https:") return undefined;
  const signingKey = keyOfSize(key, chartSize(spec));
  return request(
    server,
    spec,
    JSON.stringify(spec, short),
    new QuickChart(signingKey, "deskpulse"),
  ).getSignedUrl();
}

function request(server: URL, spec: ChartSpec, chart: string, client: QuickChart): QuickChart {
  const { width, height } = chartSize(spec);
  return (
    client
      // A string is sent as it is, so that strict JSON arrives; an object would be written as JavaScript.
      .setConfig(chart)
      .setScheme(server.protocol.replace(":", ""))
      .setHost(`${server.host}${server.pathname.replace(/\/+$/, "")}`)
      .setWidth(width)
      .setHeight(height)
      .setBackgroundColor(inks.card)
      .setVersion("4")
  );
}

/** Six digits are more than a picture shows, and it does not show dates beside the labels. */
function short(key: string, value: unknown): unknown {
  if (key === "days") return undefined;
  return typeof value === "number" ? Number(value.toPrecision(6)) : value;
}
