import type { ChatAnswers } from "../../answering/chat-answers.ts";
import type { UnderWay } from "../../answering/under-way.ts";
import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Logger } from "../../logger.ts";
import type { ChatProfiles } from "../../people/chat-profiles.ts";
import type { PersonalChats } from "./personal-chats.ts";
import type { ReferenceStore } from "./reference-store.ts";
import type { TeamsPosts } from "./teams-posts.ts";

/** What answering in Teams needs. */
export interface TeamsRoom {
  readonly answers: ChatAnswers;
  /** Tells who is a member of a conversation. */
  readonly profiles: ChatProfiles;
  readonly references: ReferenceStore;
  readonly posts: TeamsPosts;
  readonly chats: PersonalChats;
  readonly publicUrl: ChartDrawer["publicUrl"];
  readonly logger: Logger;
  /** What goes on after a request has been answered. */
  readonly work: UnderWay;
  /** How long Teams waits for what a button does before it is told that the answer follows. */
  readonly promptMs: number;
  /** Where files may be saved to. */
  readonly trustsUpload: (url: string) => boolean;
  /** Digests for a conversation that the bot was removed from are held back until it is there again. */
  readonly onGone: (targets: readonly string[]) => Promise<void>;
  readonly onThere: (target: string) => Promise<void>;
}
