import type { Command } from "./command.ts";
import { help } from "./help.ts";

/** Every command, in the order of the platforms' lists. */
export const commandCatalogue: readonly Command[] = [help];
