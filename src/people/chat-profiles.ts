/** Who the platform says has asked: from a request whose signature was checked, never from what somebody typed. */
export interface ChatUser {
  readonly platform: "slack" | "teams" | "console";
  /** Slack's workspace (T…), Microsoft's tenant. */
  readonly tenant: string;
  /** Slack's user (U…), Microsoft's object id in Entra, or the bot's own id of the user where that is not known. */
  readonly id: string;
  /** Teams: where it was asked; members are looked up there, by the bot's own id of the user (29:…). */
  readonly conversation?: string | undefined;
  readonly memberId?: string | undefined;
  /** Teams tells these with each message, Slack in the profile. BCP 47 and IANA. */
  readonly locale?: string | undefined;
  readonly timezone?: string | undefined;
}

/** What a platform knows of its user. */
export type ChatProfile =
  | {
      readonly kind: "member";
      /** Verified by the platform; null where it tells none. */
      readonly email: string | null;
      readonly name: string | null;
      /** IANA; null where the platform names none or one that is not known here. */
      readonly timezone: string | null;
      /** BCP 47. */
      readonly locale: string | null;
    }
  /** external: a guest, or of another company. gone: deactivated, or never there. bot: no human. */
  | { readonly kind: "external" | "gone" | "bot" }
  /** The platform did not answer, or does not let us ask. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** Looks chat users up where they are; a platform implements it. Never throws. */
export interface ChatProfiles {
  profileOf(user: ChatUser): Promise<ChatProfile>;
}
