import { Command, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../errors.ts";
import { type Directory, directory } from "../people/directory.ts";
import { findAgent, findPerson } from "../people/find-in-directory.ts";
import { lookUpsOf } from "../people/look-ups.ts";
import type { Person } from "../people/person.ts";
import { forgetChatLink, linkByHand } from "../store/chat-links.ts";
import { projectChanges } from "../store/projector.ts";
import { addChatUserOptions, type ChatUserOptions, chatUserOf } from "./chat-user-options.ts";
import { type Desk, openDesk } from "./open-desk.ts";
import { peopleList } from "./people-list.ts";
import { textTable } from "./text-table.ts";
import { userName } from "./user-name.ts";

interface LinkOptions extends ChatUserOptions {
  readonly email?: string;
  readonly agent?: string;
  readonly byEmail?: true;
  readonly json?: true;
}

/** Who is who in chat, and who looked at whose numbers. */
export function peopleCommand(): Command {
  const people = new Command("people").description("Who is who: people, their chat users, and look-ups");
  people
    .command("list")
    .description("List everybody, and the chat users who are nobody")
    .option("--json", "print JSON")
    .action(({ json }: { json?: true }) => onDesk((desk) => peopleList(desk, json ?? false)));
  addChatUserOptions(people.command("link"))
    .description("Say which person a chat user is, in place of the e-mail address")
    .addOption(
      new Option("--email <address>", "the person with this address").conflicts(["agent", "byEmail"]),
    )
    .addOption(new Option("--agent <id>", "the agent with this id in events").conflicts("byEmail"))
    .option("--by-email", "let the e-mail address of the chat profile decide again")
    .option("--json", "print JSON")
    .action((options: LinkOptions) => onDesk((desk) => link(desk, options)));
  addChatUserOptions(people.command("unlink"))
    .description("Let a chat user see nothing, whatever the e-mail address, until linked again")
    .option("--json", "print JSON")
    .action((options: ChatUserOptions & { json?: true }) => onDesk((desk) => unlink(desk, options)));
  people
    .command("look-ups")
    .description("Show who looked at an agent's numbers")
    .argument("<agent>", "name, e-mail address or id")
    .option("--limit <count>", "how many, the newest first", count, 100)
    .option("--json", "print JSON")
    .action((words: string, options: { limit: number; json?: true }) =>
      onDesk((desk) => lookUps(desk, words, options)),
    );
  return people;
}

async function link(desk: Desk, options: LinkOptions): Promise<string> {
  if (options.email === undefined && options.agent === undefined && !options.byEmail)
    throw new UsageError("Say who it is: --email ada@example.com or --agent 17 (or --by-email).");
  const { db } = desk.store;
  if (options.byEmail) {
    const user = await chatUserOf(options, desk);
    await forgetChatLink(db, desk.accountId, user);
    return told(
      options,
      { ...shown(user), linkedTo: null },
      `${user.user_id} is whoever has its e-mail address.`,
    );
  }
  const person = personOf(await directory(db, desk.accountId, desk.config), options);
  const user = await chatUserOf(options, desk);
  const to =
    options.agent === undefined
      ? { email: person.email, agent_id: null }
      : { email: null, agent_id: person.agentId };
  const made = { linked_by: userName(), linked_at: desk.clock.now() };
  await linkByHand(db, desk.accountId, user, { ...to, ...made });
  const { name, email, agentId, role } = person;
  const linkedTo = { name, email, agent: agentId, role };
  return told(options, { ...shown(user), linkedTo }, `${user.user_id} is ${name}, ${role}.`);
}

/** An address or id that is nearly right must not link somebody else. */
function personOf(everybody: Directory, { email, agent }: LinkOptions): Person {
  const exact = everybody.people.find((person) =>
    agent === undefined ? person.email === email?.trim().toLowerCase() : person.agentId === agent,
  );
  if (!exact) {
    const near = findPerson(everybody, email ?? agent ?? "");
    const ways = [near.email && `--email ${near.email}`, near.agentId && `--agent ${near.agentId}`];
    throw new UsageError(`That is the name of ${near.name}: give ${ways.filter(Boolean).join(" or ")}.`);
  }
  if (exact.isActive) return exact;
  throw new UsageError(`${exact.name} has left: there is nothing to link.`);
}

async function unlink(desk: Desk, options: ChatUserOptions & { json?: true }): Promise<string> {
  const user = await chatUserOf(options, desk);
  const made = { linked_by: userName(), linked_at: desk.clock.now() };
  await linkByHand(desk.store.db, desk.accountId, user, { email: null, agent_id: null, ...made });
  return told(
    options,
    { ...shown(user), linkedTo: null },
    `${user.user_id} sees nothing now; deskpulse people link undoes it.`,
  );
}

async function lookUps(desk: Desk, words: string, options: { limit: number; json?: true }): Promise<string> {
  const { db } = desk.store;
  const agent = findAgent(await directory(db, desk.accountId, desk.config), words);
  const found = await lookUpsOf(db, desk.accountId, agent.id, options.limit);
  if (options.json) return `${JSON.stringify({ agent: agent.id, lookUps: found.map(lookUpJson) })}\n`;
  if (found.length === 0) return `Nobody looked at the numbers of ${agent.name}.\n`;
  const columns = ["when", "who", "what"].map((label) => ({ label, align: "left" as const }));
  const rows = found.map(({ at, byName, what }) => [
    `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`,
    byName,
    what,
  ]);
  return `${textTable(columns, rows)}\n`;
}

function lookUpJson({ byName, byEmail, what, at }: Awaited<ReturnType<typeof lookUpsOf>>[number]) {
  return { by: byName, byEmail, what, at: at.toISOString() };
}

function shown({ platform, tenant, user_id }: Awaited<ReturnType<typeof chatUserOf>>) {
  return { platform, tenant, user: user_id };
}

function told({ json }: { readonly json?: true }, result: object, words: string): string {
  return json ? `${JSON.stringify(result)}\n` : `${words}\n`;
}

/** Agents come from events: the facts must be up to date before somebody is looked for. */
async function onDesk(work: (desk: Desk) => Promise<string>): Promise<void> {
  const desk = await openDesk();
  try {
    await projectChanges(desk.store.db, { logger: desk.logger });
    process.stdout.write(await work(desk));
  } finally {
    await desk.close();
  }
}

function count(value: string): number {
  if (/^[1-9]\d{0,4}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("It must be a number from 1 to 99999.");
}
