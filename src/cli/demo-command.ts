import { Command } from "commander";
import { runDemo } from "./run-demo.ts";

export function demoCommand(): Command {
  return new Command("demo")
    .description(
      "A sample desk with twelve weeks of history: its digest and its alerts here, as files and in the browser",
    )
    .option("--once", "end after the digest and an alert instead of staying up")
    .option("--out <folder>", "where the files of both go", "deskpulse-out")
    .action(async ({ once, out }: { once?: true; out: string }) => {
      await runDemo({ isOnce: once ?? false, outDirectory: out });
    });
}
