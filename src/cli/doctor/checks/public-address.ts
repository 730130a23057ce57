import { reason } from "../../../errors.ts";
import type { Check } from "../check.ts";
import type { DoctorRoom } from "../doctor-room.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { healthAt } from "../health-at.ts";
import { teamsOf } from "../teams-of.ts";

/** Whether Slack and Teams can come in where they must. */
export const publicAddress: Check = {
  name: "public-address",
  async look(room) {
    const { PUBLIC_URL } = room.environment;
    const who = comingIn(room);
    if (PUBLIC_URL === undefined) return [unset(who)];
    const address = new URL(PUBLIC_URL);
    const plain =
      address.protocol === "https:" || who.length === 0
        ? []
        : [
            problem(
              `PUBLIC_URL is not https, which ${who.join(" and ")} asks for.`,
              "Put a proxy with a certificate in front, and set PUBLIC_URL to its https address.",
            ),
          ];
    return [...plain, await reached(address, room)];
  },
};

function comingIn(room: DoctorRoom): string[] {
  const { SLACK_SIGNING_SECRET, SLACK_APP_TOKEN } = room.environment;
  const teams = teamsOf(room);
  return [
    ...(SLACK_SIGNING_SECRET !== undefined && SLACK_APP_TOKEN === undefined ? ["Slack"] : []),
    ...(typeof teams === "object" && teams.credentials ? ["Teams"] : []),
  ];
}

function unset(who: readonly string[]): Finding {
  if (who.length === 0) return fine("No public address is needed.");
  return warning(
    `${who.join(" and ")} must reach this process, and whether that works was not looked at: PUBLIC_URL is not set.`,
    "Set PUBLIC_URL to the https address that leads here; docs/operations.md tells how.",
  );
}

async function reached(address: URL, { environment, db, accountId }: DoctorRoom): Promise<Finding> {
  const { origin } = address;
  const to = `Start deskpulse (npm start), and lead ${origin} to ${environment.HOST}:${environment.PORT}.`;
  try {
    const health = await healthAt(address, db && { db, accountId });
    if (health === "own") return fine(`${origin} leads to this deskpulse.`);
    if (health === "deskpulse") return fine(`${origin} leads to a deskpulse.`);
    if (health === "another deskpulse") {
      return problem(
        `${origin} leads to a deskpulse with another database.`,
        `Lead it to the one of this database, or set PUBLIC_URL.`,
      );
    }
    return problem(`${origin} does not lead to deskpulse: it is ${health}.`, to);
  } catch (error) {
    return problem(`${origin} does not answer: ${reason(error)}.`, to);
  }
}
