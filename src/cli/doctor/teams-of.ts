import { reason } from "../../errors.ts";
import { type TeamsSettings, teamsSettings } from "../../surfaces/teams/teams-settings.ts";
import type { DoctorRoom } from "./doctor-room.ts";

/** How Teams is set up: undefined where it is not, in words where it is by half. */
export function teamsOf({ environment }: DoctorRoom): TeamsSettings | string | undefined {
  try {
    return teamsSettings(environment);
  } catch (error) {
    return reason(error);
  }
}
