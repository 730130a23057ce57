import { reason } from "../../../errors.ts";
import { checkTeamsToken } from "../../../surfaces/teams/check-teams-token.ts";
import { isLoopback } from "../../../surfaces/teams/service-urls.ts";
import type { Check } from "../check.ts";
import { fine, problem, warning } from "../finding.ts";
import { teamsOf } from "../teams-of.ts";

/** Whether Microsoft gives the bot a token. */
export const teamsToken: Check = {
  name: "teams-token",
  async look(room) {
    const { environment, microsoft, logger } = room;
    const teams = teamsOf(room);
    if (teams === undefined) return [fine("Microsoft Teams is not set up.")];
    if (typeof teams === "string")
      return [problem(teams, "Set the missing variable; docs/teams.md says where it stands.")];
    if (!teams.credentials) {
      const { HOST } = environment;
      if (isLoopback(HOST))
        return [
          warning(
            "Teams requests are taken without a check, for the test client on this machine.",
            "Remove TEAMS_ALLOW_UNAUTHENTICATED before real use.",
          ),
        ];
      return [
        problem(
          `TEAMS_ALLOW_UNAUTHENTICATED is set, but HOST is ${HOST}: anybody could speak as Teams, so deskpulse does not start.`,
          "Remove TEAMS_ALLOW_UNAUTHENTICATED, or set HOST=127.0.0.1.",
        ),
      ];
    }
    try {
      await checkTeamsToken({ credentials: teams.credentials, token: microsoft?.token, logger });
      return [fine("Microsoft gives the bot a token.")];
    } catch (error) {
      return [
        problem(
          reason(error),
          "Copy TEAMS_CLIENT_ID and TEAMS_TENANT_ID again, and make a new client secret if it expired.",
        ),
      ];
    }
  },
};
