import { chartConfiguration } from "./chart-configuration.ts";
import type { ChartJson } from "./chart-json.ts";
import { chartSignature, isSameSecret } from "./chart-signature.ts";
import type { ChartSize } from "./chart-size.ts";
import type { ChartSpec } from "./chart-spec.ts";

/** What is to be drawn, proven to be asked for by somebody who holds the key. */
export interface ChartRequest {
  readonly configuration: ChartJson;
  readonly size: ChartSize;
}

/** A request that is answered with a status and a text. */
export class ChartRequestError extends Error {
  override readonly name = "ChartRequestError";
  readonly status: 400 | 401 | 413;

  constructor(status: 400 | 401 | 413, message: string) {
    super(message);
    this.status = status;
  }
}

const MOST_SIDE = 2000;
const MOST_PIXELS = 2_000_000;
const MOST_VALUES = 5000;

/**
 * Reads `GET /chart?c=…&w=…&h=…&sig=…`. `c` is a chart of ours or a Chart.js configuration, as strict JSON.
 *
 * @throws ChartRequestError
 */
export function signedRequest(query: URLSearchParams, key: string): ChartRequest {
  const chart = query.get("c");
  if (chart === null) throw new ChartRequestError(400, "c is missing: give the chart as JSON");
  const size = sizeOf(query.get("w"), query.get("h"));
  if (!isSameSecret(query.get("sig") ?? "", chartSignature(key, chart, size))) {
    throw new ChartRequestError(
      401,
      "sig is missing or wrong: ask deskpulse for a new address of this chart",
    );
  }
  checkFormat(query.get("f"));
  return { configuration: configurationOf(chart), size };
}

/**
 * Reads the JSON body of `POST /chart` as quickchart-js sends it.
 *
 * @throws ChartRequestError
 */
export function postedRequest(body: string, key: string): ChartRequest {
  const posted = parse(body, "The body");
  if (!isRecord(posted)) throw new ChartRequestError(400, "The body must be a JSON object");
  if (typeof posted["key"] !== "string" || !isSameSecret(posted["key"], key)) {
    throw new ChartRequestError(401, "key is missing or wrong");
  }
  const { chart, width, height, format } = posted;
  if (typeof chart !== "string")
    throw new ChartRequestError(400, "chart is missing: give it as a string of JSON");
  checkFormat(format ?? null);
  return { configuration: configurationOf(chart), size: sizeOf(width, height) };
}

function configurationOf(text: string): ChartJson {
  const chart = parse(text, "The chart");
  if (!isRecord(chart)) throw new ChartRequestError(400, "The chart must be a JSON object");
  if (numberOfValues(chart) > MOST_VALUES) {
    throw new ChartRequestError(413, `The chart has more than ${MOST_VALUES} values`);
  }
  // A signature or a key came with it, so it is one of ours: what it lacks shows when it is drawn.
  if ("kind" in chart) return chartConfiguration(chart as unknown as ChartSpec);
  if (chart["type"] !== "line" && chart["type"] !== "bar") {
    throw new ChartRequestError(400, "type must be line or bar");
  }
  return chart as unknown as ChartJson;
}

function sizeOf(width: unknown, height: unknown): ChartSize {
  const size = { width: Number(width), height: Number(height) };
  const isFine = [size.width, size.height].every((side) => Number.isInteger(side) && side >= 50);
  if (!isFine) throw new ChartRequestError(400, "width and height must be whole pixels, at least 50");
  if (Math.max(size.width, size.height) > MOST_SIDE || size.width * size.height > MOST_PIXELS) {
    throw new ChartRequestError(
      413,
      `The picture may have ${MOST_SIDE} pixels a side and ${MOST_PIXELS} in all`,
    );
  }
  return size;
}

function checkFormat(format: unknown): void {
  if (format !== null && format !== "png") throw new ChartRequestError(400, "format must be png");
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ChartRequestError(
      400,
      `${what} is not strict JSON: functions and bare keys are not evaluated here`,
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberOfValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + numberOfValues(one), 0);
}
