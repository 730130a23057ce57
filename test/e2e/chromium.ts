import { existsSync } from "node:fs";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser on this machine; undefined where there is none. */
export const chromiumPath: string | undefined = [process.env["CHROMIUM"], ...candidates].find(
  (path) => path !== undefined && existsSync(path),
);

export const noChromium =
  "no Chromium: install one (apt-get install chromium), or name it in the variable CHROMIUM";
