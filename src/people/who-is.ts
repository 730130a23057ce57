import type { Kysely } from "kysely";
import type { Database } from "../store/tables.ts";
import type { ChatProfiles, ChatUser } from "./chat-profiles.ts";
import { directory, type PeopleConfig } from "./directory.ts";
import type { Viewer } from "./viewer.ts";

/** What it takes to tell who somebody is. */
export interface WhoIsRoom {
  readonly db: Kysely<Database>;
  readonly accountId: string;
  readonly config: PeopleConfig;
  readonly profiles: ChatProfiles;
  readonly now: Date;
}

/**
 * Who a chat user is: by the link that is remembered, else by the e-mail address the platform vouches for. It is asked
 * again where the answer is older than a day or led to nobody. Never by anything the user typed.
 */
export async function whoIs(room: WhoIsRoom, user: ChatUser): Promise<Viewer> {
  const everybody = await directory(room.db, room.accountId, room.config);
  const profile = await room.profiles.profileOf(user);
  const email = profile.kind === "member" ? profile.email : null;
  const person = everybody.people.find((one) => one.isActive && one.email === email?.toLowerCase()) ?? null;
  return {
    person,
    role: person?.role ?? "nobody",
    agentId: person?.agentId ?? null,
    teams: person?.teams ?? [],
    email,
    name: person?.name ?? user.id,
    timezone: (profile.kind === "member" ? profile.timezone : null) ?? user.timezone ?? null,
    locale: (profile.kind === "member" ? profile.locale : null) ?? user.locale ?? null,
    chat: user,
    directory: everybody,
    refusal: person ? null : { reason: "deskpulse does not know who you are.", ask: [], remedy: null },
  };
}
