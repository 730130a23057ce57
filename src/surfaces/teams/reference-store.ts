/**
 * Where the bot may post: Teams tells it with every activity, and a proactive message needs it. Kept across restarts.
 */
export interface ReferenceStore {
  /** @returns undefined when the bot has never heard from that conversation */
  find(target: string): Promise<TeamsReference | undefined>;
  /** The personal chat of a user, by the bot's own id of them. */
  personal(userId: string): Promise<TeamsReference | undefined>;
  /** The personal chat of whoever has that e-mail address by Teams' word, or by a link made by hand. */
  personalOf(email: string): Promise<TeamsReference | undefined>;
  /** Stores or replaces the reference of its target. */
  save(reference: TeamsReference): Promise<void>;
  /** The bot was removed from a conversation, or the conversation is gone. */
  remove(target: string): Promise<void>;
  /** The bot was removed from a whole team: every channel of it. Tells which. */
  removeTeam(teamId: string): Promise<readonly string[]>;
}

export interface TeamsReference {
  /** The conversation's id, without `;messageid=…`. What `targets` in deskpulse.yaml names. */
  readonly target: string;
  /** Where Microsoft wants messages for it posted. Differs by region. */
  readonly serviceUrl: string;
  readonly tenantId?: string;
  readonly teamId?: string;
  /** Of a personal chat: the bot's own id of the user. */
  readonly userId?: string;
  /** The same user's id in the organisation's directory, by which people are linked to addresses. */
  readonly directoryId?: string;
}
