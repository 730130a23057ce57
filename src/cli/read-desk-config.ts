import { access } from "node:fs/promises";
import { holidayCountryProblem } from "../calendar/public-holidays.ts";
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
export async function readDeskConfig(environment: Environment): Promise<DeskConfig> {
  return await loadDeskConfig(pathOf(environment), {
    mustExist: environment.DESKPULSE_CONFIG !== undefined,
    check: (config, written) => checkDeskConfig(config, knownNames(), written),
    checkLater: holidayProblems,
  });
}

/** Whether there is a configuration, be it an empty one: without, what was stored of an earlier one stays. */
export async function isConfigAtHand(environment: Environment): Promise<boolean> {
  return await access(pathOf(environment)).then(
    () => true,
    () => false,
  );
}

function pathOf({ DESKPULSE_CONFIG }: Environment): string {
  return DESKPULSE_CONFIG ?? "deskpulse.yaml";
}

async function holidayProblems({ calendars }: DeskConfig) {
  const problems = Object.entries(calendars).map(async ([name, { holidayCountry }]) => {
    const message = holidayCountry === undefined ? undefined : await holidayCountryProblem(holidayCountry);
    return message === undefined ? [] : [{ path: ["calendars", name, "holidayCountry"], message }];
  });
  return (await Promise.all(problems)).flat();
}
