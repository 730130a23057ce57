import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/config/environment.ts";
import { sources } from "../../src/ingest/source-catalogue.ts";

const root = join(import.meta.dirname, "../..");

describe("the catalogue of sources", () => {
  it("has every file of the folder, by its name", async () => {
    const files = await readdir(join(root, "src/ingest/sources"));
    const names = files.filter((file) => file.endsWith(".ts")).map((file) => file.replace(/\.ts$/, ""));

    expect(sources.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it("names for each a secret that the environment knows", () => {
    const variables = Object.fromEntries(sources.map(({ secretName }) => [secretName, "s"]));

    expect(readEnvironment(variables)).toMatchObject(variables);
  });

  it("is documented, source by source, with its secret", async () => {
    const page = await readFile(join(root, "docs/sources.md"), "utf8");

    for (const { name, secretName } of sources) {
      expect(page).toContain(`/v1/sources/${name}`);
      expect(page).toContain(secretName);
    }
  });
});
