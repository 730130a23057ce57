import type { Kysely } from "kysely";
import { reason } from "../../../errors.ts";
import { alertSources } from "../../../jobs/alerts/alert-targets.ts";
import { directory } from "../../../people/directory.ts";
import { userLinkedTo } from "../../../store/chat-links.ts";
import { conversationReferences } from "../../../store/conversation-references.ts";
import type { Database } from "../../../store/tables.ts";
import { slackPerson } from "../../../surfaces/slack/slack-person.ts";
import type { Platform } from "../../../surfaces/surface.ts";
import type { Check } from "../check.ts";
import type { DoctorRoom } from "../doctor-room.ts";
import { type Finding, fine, warning } from "../finding.ts";
import { listed } from "../listed.ts";
import { slackOf } from "../slack-of.ts";
import { teamsOf } from "../teams-of.ts";

/** Somebody whom alerts are escalated to. */
interface Next {
  readonly email: string;
  readonly by: string;
  readonly platforms: ReadonlySet<Platform>;
}

/** Whether those whom alerts are escalated to are anybody, and can be written to. */
export const escalations: Check = {
  name: "escalations",
  async lookInto(db, room) {
    const all = nextOnes(room);
    if (all.length === 0) return [];
    const { people } = await directory(db, room.accountId, room.config);
    const known = new Set(people.flatMap(({ email }) => email?.toLowerCase() ?? []));
    const findings = await Promise.all(
      all.map(async (next) => [
        ...(known.has(next.email) ? [] : [unknown(next)]),
        ...(next.platforms.has("slack") ? await inSlack(db, room, next) : []),
        ...(next.platforms.has("teams") ? await inTeams(db, room, next) : []),
      ]),
    );
    const found = findings.flat();
    return found.length > 0
      ? found
      : [fine(`Alerts are escalated to ${listed(all.map(({ email }) => email))}.`)];
  },
};

function nextOnes({ config }: DoctorRoom): readonly Next[] {
  const pairs = alertSources(config).flatMap(({ id, escalate, targets }) =>
    escalate.map((to) => ({
      email: to.toLowerCase(),
      id,
      platforms: targets.map(({ platform }) => platform),
    })),
  );
  return [...Map.groupBy(pairs, ({ email }) => email)].map(([email, some]) => ({
    email,
    by: listed([...new Set(some.map(({ id }) => id))]),
    platforms: new Set(some.flatMap(({ platforms }) => platforms)),
  }));
}

function unknown({ email, by }: Next): Finding {
  return warning(
    `Alerts of ${by} are escalated to ${email}, who is nobody deskpulse knows, so that whether they are on shift is not known either.`,
    "List them under people in deskpulse.yaml, with agent where they are one, or correct the address.",
  );
}

async function inSlack(db: Kysely<Database>, room: DoctorRoom, { email, by }: Next): Promise<Finding[]> {
  const slack = slackOf(room);
  if (!slack || (await userLinkedTo(db, room.accountId, "slack", email))) return [];
  const person = await slackPerson(slack, email).catch((error: unknown) => ({ problem: reason(error) }));
  if (person === "member") return [];
  if (person === "nobody") {
    return [
      warning(
        `Slack knows nobody with the address ${email}, to whom alerts of ${by} are escalated: they are told in the channel only.`,
        `Correct the address, or link them by hand: deskpulse people link --slack U123 --email ${email}`,
      ),
    ];
  }
  const why = person === "hidden" ? "the token lacks the scope users:read.email" : person.problem;
  return [
    warning(
      `Slack does not tell who ${email} is, to whom alerts of ${by} are escalated: ${why}.`,
      "Give the app the present manifest (deskpulse manifest slack), and install it again.",
    ),
  ];
}

async function inTeams(db: Kysely<Database>, room: DoctorRoom, { email, by }: Next): Promise<Finding[]> {
  if (teamsOf(room) === undefined) return [];
  const chat = await conversationReferences(db, room.accountId, "teams").personalOf(email);
  if (chat) return [];
  return [
    warning(
      `The bot has no personal chat with ${email} in Teams, to whom alerts of ${by} are escalated: they are told in the channel only.`,
      "Let them install the app for themselves, and write to it once.",
    ),
  ];
}
