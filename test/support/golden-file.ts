import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

/**
 * Holds a committed file against what is generated now. `UPDATE_GOLDEN=1 npm run test:all` writes it instead: look at
 * the difference before committing it.
 */
export function expectGolden(path: string, generated: string): void {
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, generated);
  }
  const committed = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(generated, `${path} is stale: run the tests with UPDATE_GOLDEN=1`).toBe(committed);
}
