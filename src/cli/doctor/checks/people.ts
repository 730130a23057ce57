import { type Directory, directory } from "../../../people/directory.ts";
import { linkedPerson } from "../../../people/linked-person.ts";
import { type ChatLink, listChatLinks } from "../../../store/chat-links.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, warning } from "../finding.ts";
import { counted, listed } from "../listed.ts";

/** Whether people can be told who they are, and teams have somebody to ask. */
export const people: Check = {
  name: "people",
  async lookInto(db, { accountId, config }) {
    const everybody = await directory(db, accountId, config);
    const links = await listChatLinks(db, accountId);
    const active = everybody.people.filter(({ isActive }) => isActive);
    if (active.length === 0) {
      return [
        warning(
          "Nobody is known yet.",
          "List people in deskpulse.yaml, or send agent.updated events; docs/people.md tells how.",
        ),
      ];
    }
    const linked = new Set(
      links.map((link) => linkedPerson(everybody, link)).filter((person) => person !== null),
    );
    return [
      fine(
        `${counted(active.length, "person", "people")} ${active.length === 1 ? "is" : "are"} known, ${active.filter((person) => linked.has(person)).length} of them have written to the bot.`,
      ),
      ...nameless(everybody, linked),
      ...strangers(everybody, links),
      ...leaderless(everybody),
    ];
  },
};

/** Agents of whom nobody said an address: chat cannot tell who they are. */
function nameless({ people: all }: Directory, linked: ReadonlySet<unknown>): Finding[] {
  const unknown = all.filter((person) => person.isActive && person.email === null && !linked.has(person));
  if (unknown.length === 0) return [];
  const ids = listed(unknown.map(({ agentId, name }) => agentId ?? name));
  return [
    warning(
      `${counted(unknown.length, "agent")} of the events cannot be found in chat, since no e-mail address is known: ${ids}.`,
      "List them under people in deskpulse.yaml with agent and email, or link them by hand: deskpulse people link --help",
    ),
  ];
}

function strangers(everybody: Directory, links: readonly ChatLink[]): Finding[] {
  const nobody = links.filter((link) => linkedPerson(everybody, link) === null);
  if (nobody.length === 0) return [];
  const names = listed(nobody.map(({ name, user_id, platform }) => `${name ?? user_id} (${platform})`));
  return [
    warning(
      `${counted(nobody.length, "chat user")} wrote to the bot and ${nobody.length === 1 ? "is" : "are"} nobody it knows: ${names}.`,
      "List them under people in deskpulse.yaml, or link them by hand: deskpulse people link --help",
    ),
  ];
}

function leaderless({ people: all, teams }: Directory): Finding[] {
  const led = new Set(
    all.filter(({ isActive, role }) => isActive && role === "lead").flatMap((person) => person.teams),
  );
  const without = teams.filter(({ id }) => !led.has(id));
  if (without.length === 0) return [];
  return [
    warning(
      `${listed(without.map(({ name }) => name))} ${without.length === 1 ? "has" : "have"} no lead, so nobody but managers may see the people of ${without.length === 1 ? "it" : "them"}.`,
      "Give somebody under people in deskpulse.yaml the role lead and the team.",
    ),
  ];
}
