import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const room = join(import.meta.dirname, "../../src/facts");

describe("the catalogue of folds", () => {
  it("names every fold of the room", () => {
    const catalogue = readFileSync(join(room, "folds.ts"), "utf8");
    const forgotten = readdirSync(room)
      .filter((file) => file.startsWith("fold-"))
      .filter((file) => !catalogue.includes(`"./${file}"`));

    expect(forgotten).toEqual([]);
  });
});
