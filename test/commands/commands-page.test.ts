import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { commandsMarkdown } from "../../src/commands/commands-markdown.ts";

const page = new URL("../../docs/commands.md", import.meta.url);

it("docs/commands.md says what the commands say (UPDATE_DOCS=1 writes it anew)", async () => {
  if (process.env["UPDATE_DOCS"] === "1") await writeFile(page, commandsMarkdown());

  expect(await readFile(page, "utf8")).toBe(commandsMarkdown());
});
