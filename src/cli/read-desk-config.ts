import type { DeskConfig } from "../config/desk-config.ts";
import type { Environment } from "../config/environment.ts";
import { loadDeskConfig } from "../config/load-desk-config.ts";
import { checkDeskConfig } from "../jobs/check-desk-config.ts";
import { knownNames } from "./known-names.ts";

/**
 * Reads and checks the configuration the environment names, or deskpulse.yaml if it is there.
 *
 * @throws OperationError that lists every problem with its place
 */
export async function readDeskConfig({ DESKPULSE_CONFIG }: Environment): Promise<DeskConfig> {
  return await loadDeskConfig(DESKPULSE_CONFIG ?? "deskpulse.yaml", {
    mustExist: DESKPULSE_CONFIG !== undefined,
    check: (config, written) => checkDeskConfig(config, knownNames(), written),
  });
}
