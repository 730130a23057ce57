import type { Kysely } from "kysely";
import { type ChatLink, distrustChatUser, findChatLink, rememberChatUser } from "../store/chat-links.ts";
import type { Database } from "../store/tables.ts";
import type { ChatProfile, ChatProfiles, ChatUser } from "./chat-profiles.ts";
import { type Directory, directory, type PeopleConfig } from "./directory.ts";
import { linkedPerson } from "./linked-person.ts";
import type { Person } from "./person.ts";
import { refusalOf, type WhyNobody } from "./refusal.ts";
import type { Viewer } from "./viewer.ts";

/** What it takes to tell who somebody is. */
export interface WhoIsRoom {
  readonly db: Kysely<Database>;
  readonly accountId: string;
  readonly config: PeopleConfig;
  readonly profiles: ChatProfiles;
  readonly now: Date;
}

/** How long the platform's word is taken without asking again. */
const FRESH_MS = 86_400_000;
/** How long it is taken while the platform cannot be asked. */
const STALE_MS = 7 * FRESH_MS;

type Link = Pick<ChatLink, "how" | "email" | "agent_id" | "name" | "locale" | "timezone" | "checked_at">;

/**
 * Who a chat user is: by the link that is remembered, else by the e-mail address the platform vouches for. The platform
 * is asked again where its answer is older than a day or led to nobody; an address that changed counts from then on.
 * Nothing the user typed is ever believed.
 */
export async function whoIs(room: WhoIsRoom, user: ChatUser): Promise<Viewer> {
  const { db, accountId, now } = room;
  const key = { platform: user.platform, tenant: user.tenant, user_id: user.id };
  const [everybody, link] = await Promise.all([
    directory(db, accountId, room.config),
    findChatLink(db, accountId, key),
  ]);
  const known = somebody(everybody, link);
  if (known && isYounger(link, FRESH_MS, now)) return viewerOf(user, everybody, known, link);
  const profile = await room.profiles.profileOf(user);
  if (profile.kind === "unavailable") {
    const stays = known && isYounger(link, STALE_MS, now);
    return viewerOf(user, everybody, stays ? known : profile, link);
  }
  if (profile.kind !== "member") {
    await distrustChatUser(db, accountId, key);
    return viewerOf(user, everybody, profile, link);
  }
  const told = toldBy(profile, now);
  await rememberChatUser(db, accountId, key, told);
  const renewed: Link =
    link?.how === "manual"
      ? { ...link, ...told, email: link.email }
      : { how: "email", agent_id: null, ...told };
  const person = somebody(everybody, renewed);
  return viewerOf(user, everybody, person ?? whyNobody(everybody, renewed), renewed);
}

function somebody(everybody: Directory, link: Link | undefined): Person | null {
  const person = linkedPerson(everybody, link);
  return person?.isActive ? person : null;
}

function isYounger(link: Link | undefined, ms: number, now: Date): boolean {
  return !!link?.checked_at && now.getTime() - link.checked_at.getTime() < ms;
}

function toldBy(profile: ChatProfile & { readonly kind: "member" }, now: Date) {
  return {
    email: profile.email?.trim().toLowerCase() ?? null,
    name: profile.name,
    locale: profile.locale,
    timezone: profile.timezone,
    checked_at: now,
  };
}

function whyNobody(everybody: Directory, link: Link): WhyNobody {
  if (linkedPerson(everybody, link)) return { kind: "left" };
  if (link.how === "manual")
    return { kind: link.email === null && link.agent_id === null ? "unlinked" : "link-leads-nowhere" };
  const { email } = link;
  if (email === null) return { kind: "no-email" };
  return { kind: everybody.people.some((person) => person.email === email) ? "several" : "unknown", email };
}

function viewerOf(
  chat: ChatUser,
  everybody: Directory,
  found: Person | WhyNobody,
  link: Link | undefined,
): Viewer {
  const person = "kind" in found ? null : found;
  return {
    person,
    role: person?.role ?? "nobody",
    agentId: person?.agentId ?? null,
    teams: person?.teams ?? [],
    email: person?.email ?? link?.email ?? null,
    name: person?.name ?? link?.name ?? chat.id,
    timezone: link?.timezone ?? chat.timezone ?? null,
    locale: link?.locale ?? chat.locale ?? null,
    chat,
    directory: everybody,
    refusal: "kind" in found ? refusalOf(found, chat, everybody) : null,
  };
}
