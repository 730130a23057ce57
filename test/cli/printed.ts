import type { Command } from "commander";
import { vi } from "vitest";

/** What a command prints on stdout, run in this process. */
export async function printed(command: Command, ...args: readonly string[]): Promise<string> {
  let text = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((part) => {
    text += String(part);
    return true;
  });
  try {
    for (const one of [command, ...command.commands]) one.exitOverride();
    await command.parseAsync(args, { from: "user" });
  } finally {
    spy.mockRestore();
  }
  return text;
}
