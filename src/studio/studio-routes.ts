import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CommandBox } from "./command-box.ts";
import type { StudioMessages } from "./studio-messages.ts";

export interface StudioRoute {
  readonly method: "GET";
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const assets = [
  { path: "/studio/page.js", type: "text/javascript", file: () => here("browser/page.js") },
  { path: "/studio/commands.js", type: "text/javascript", file: () => here("browser/commands.js") },
  { path: "/studio/alerts.js", type: "text/javascript", file: () => here("browser/alerts.js") },
  { path: "/studio/ask.js", type: "text/javascript", file: () => here("browser/ask.js") },
  { path: "/studio/taps.js", type: "text/javascript", file: () => here("browser/taps.js") },
  { path: "/studio/page.css", type: "text/css", file: () => here("browser/page.css") },
  { path: "/studio/logo.png", type: "image/png", file: () => here("../../manifest/teams/color.png") },
  {
    path: "/studio/slack.css",
    type: "text/css",
    file: () => packaged("slack-blocks-to-jsx", "dist/style.css"),
  },
  {
    path: "/studio/adaptivecards.js",
    type: "text/javascript",
    file: () => packaged("adaptivecards", "dist/adaptivecards.min.js"),
  },
] as const;

/**
 * The preview page and what it loads. For loopback only: it asks nobody who they are. React and the renderers are loaded
 * with the first look at it.
 *
 * @param latest what to show, asked for each time the page is loaded
 * @param box what can be asked there, where somebody answers at /studio/ask
 */
export function studioRoutes(
  latest: () => Promise<StudioMessages>,
  box?: CommandBox,
): readonly StudioRoute[] {
  return [
    {
      method: "GET",
      path: "/",
      async handle(_, response) {
        const { renderStudio } = await import("./render-studio.ts");
        send(response, "text/html", renderStudio(await latest(), box));
      },
    },
    ...assets.map(
      ({ path, type, file }): StudioRoute => ({
        method: "GET",
        path,
        handle: async (_, response) => send(response, type, await readFile(file())),
      }),
    ),
  ];
}

/** A file that a package ships without exporting it. */
function packaged(name: string, file: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  return join(entry.slice(0, entry.lastIndexOf(`/${name}/`)), name, file);
}

function send(response: ServerResponse, type: string, content: string | Uint8Array): void {
  response.writeHead(200, {
    "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type,
    "content-length": Buffer.byteLength(content),
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  response.end(content);
}

/** Nothing but our own files; the pictures stand in the page. The Slack renderer writes a style attribute. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
