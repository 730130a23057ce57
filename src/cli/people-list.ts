import { directory } from "../people/directory.ts";
import { linkedPerson } from "../people/linked-person.ts";
import type { Person } from "../people/person.ts";
import { type ChatLink, listChatLinks } from "../store/chat-links.ts";
import type { Desk } from "./open-desk.ts";
import { textTable } from "./text-table.ts";

/** What `people list` prints: everybody with their chat users, and the chat users who are nobody. */
export async function peopleList(desk: Desk, asJson: boolean): Promise<string> {
  const { store, accountId, config } = desk;
  const everybody = await directory(store.db, accountId, config);
  const links = (await listChatLinks(store.db, accountId)).map((link) => ({
    link,
    person: linkedPerson(everybody, link),
  }));
  const people = everybody.people.map((person) => ({
    person,
    links: links.filter((one) => one.person === person).map(({ link }) => link),
  }));
  const nobody = links.filter(({ person }) => person === null).map(({ link }) => link);
  if (asJson) {
    const json = { people: people.map(personJson), teams: everybody.teams, nobody: nobody.map(linkJson) };
    return `${JSON.stringify(json)}\n`;
  }
  if (people.length + nobody.length === 0)
    return "Nobody is known yet: list people in deskpulse.yaml, or send agent.updated events.\n";
  return `${peopleTable(people)}\n${nobody.length > 0 ? `\n${nobodyTable(nobody)}\n` : ""}`;
}

interface PersonWithLinks {
  readonly person: Person;
  readonly links: readonly ChatLink[];
}

function personJson({ person, links }: PersonWithLinks) {
  const { name, email, agentId, role, teams, isActive } = person;
  return { name, email, agent: agentId, role, teams, active: isActive, chat: links.map(linkJson) };
}

function linkJson(link: ChatLink) {
  return {
    platform: link.platform,
    tenant: link.tenant,
    user: link.user_id,
    name: link.name,
    email: link.email,
    how: link.how,
    linkedBy: link.linked_by,
    linkedAt: link.linked_at.toISOString(),
    checkedAt: link.checked_at?.toISOString() ?? null,
  };
}

function peopleTable(people: readonly PersonWithLinks[]): string {
  const columns = ["name", "e-mail", "role", "agent", "teams", "chat", "state"].map(left);
  const rows = people.map(({ person, links }) => [
    person.name,
    person.email ?? "",
    person.role,
    person.agentId ?? "",
    person.teams.join(", "),
    links
      .map((link) => `${link.platform} ${link.user_id}${link.how === "manual" ? " (by hand)" : ""}`)
      .join(", "),
    person.isActive ? "active" : "has left",
  ]);
  return textTable(columns, rows);
}

function nobodyTable(links: readonly ChatLink[]): string {
  const columns = ["nobody", "workspace or tenant", "name", "e-mail", "why"].map(left);
  const rows = links.map((link) => [
    `${link.platform} ${link.user_id}`,
    link.tenant,
    link.name ?? "",
    link.email ?? "",
    whyNobody(link),
  ]);
  return textTable(columns, rows);
}

function whyNobody({ how, email, agent_id }: ChatLink): string {
  if (how === "manual")
    return email === null && agent_id === null ? "unlinked by hand" : "linked to nobody known";
  return email === null ? "no address told" : "nobody has this address";
}

function left(label: string) {
  return { label, align: "left" as const };
}
