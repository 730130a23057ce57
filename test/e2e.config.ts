import { defineConfig } from "vitest/config";

/** What is shown in a browser: `npm run test:e2e`. Skipped where there is no Chromium. */
export default defineConfig({
  cacheDir: new URL("../node_modules/.vite", import.meta.url).pathname,
  test: {
    root: new URL("e2e/", import.meta.url).pathname,
    include: ["**/*.e2e.ts"],
    globalSetup: ["../global-setup.ts"],
    env: { TZ: "Europe/Amsterdam", LOG_LEVEL: "silent" },
    testTimeout: 60_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
  },
});
