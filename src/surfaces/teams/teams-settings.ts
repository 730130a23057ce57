import { OperationError } from "../../errors.ts";
import type { TeamsCredentials } from "./teams-sdk.ts";

/** The environment variables Teams is set up by. */
export interface TeamsVariables {
  readonly TEAMS_CLIENT_ID?: string | undefined;
  readonly TEAMS_CLIENT_SECRET?: string | undefined;
  readonly TEAMS_TENANT_ID?: string | undefined;
  readonly TEAMS_ALLOW_UNAUTHENTICATED: boolean;
}

export interface TeamsSettings {
  /** Undefined for the test client on this machine, which has no tokens. */
  readonly credentials: TeamsCredentials | undefined;
}

/**
 * @returns undefined when Teams is not set up
 * @throws OperationError naming what is missing of a half set-up
 */
export function teamsSettings(variables: TeamsVariables): TeamsSettings | undefined {
  const {
    TEAMS_CLIENT_ID: clientId,
    TEAMS_CLIENT_SECRET: clientSecret,
    TEAMS_TENANT_ID: tenantId,
  } = variables;
  if (variables.TEAMS_ALLOW_UNAUTHENTICATED) return { credentials: undefined };
  if (clientId && clientSecret && tenantId) return { credentials: { clientId, clientSecret, tenantId } };
  if (!clientId && !clientSecret && !tenantId) return undefined;
  const missing = Object.entries({
    TEAMS_CLIENT_ID: clientId,
    TEAMS_CLIENT_SECRET: clientSecret,
    TEAMS_TENANT_ID: tenantId,
  })
    .filter(([, value]) => !value)
    .map(([name]) => name);
  throw new OperationError(
    `Teams is half set up: ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing. docs/teams.md says where to find them.`,
  );
}
