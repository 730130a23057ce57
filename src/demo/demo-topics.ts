import type { DemoTeam } from "./demo-team.ts";

export const demoChannels = ["email", "chat", "phone", "whatsapp", "web-form"] as const;
export type DemoChannel = (typeof demoChannels)[number];

export const PAYMENT_FAILED = "payment failed";

interface TeamWork {
  /** Conversations on a Tuesday. */
  readonly daily: number;
  readonly topics: Readonly<Record<string, number>>;
  readonly channels: Readonly<Record<DemoChannel, number>>;
}

/** What each team is asked, and where. */
export const teamWork: Readonly<Record<DemoTeam, TeamWork>> = {
  billing: {
    daily: 22,
    topics: {
      [PAYMENT_FAILED]: 26,
      "invoice question": 28,
      refund: 18,
      "change of plan": 16,
      "VAT details": 12,
    },
    channels: { email: 38, chat: 32, phone: 14, whatsapp: 9, "web-form": 7 },
  },
  technical: {
    daily: 24,
    topics: { login: 22, "app crash": 16, integration: 20, "slow pages": 10, "how to": 32 },
    channels: { email: 28, chat: 40, phone: 8, whatsapp: 9, "web-form": 15 },
  },
  onboarding: {
    daily: 10,
    topics: { "account setup": 40, "data import": 32, training: 28 },
    channels: { email: 46, chat: 20, phone: 18, whatsapp: 6, "web-form": 10 },
  },
};

/** Failed payments are urgent: people come by chat. */
export const urgentChannels: Readonly<Record<DemoChannel, number>> = {
  email: 14,
  chat: 62,
  phone: 10,
  whatsapp: 10,
  "web-form": 4,
};

export const demoProducts = { Cloud: 55, Desktop: 20, Mobile: 25 } as const;
export const demoSegments = { free: 28, starter: 40, business: 26, enterprise: 6 } as const;

/** Beside a Tuesday. */
export const weekdayShare = {
  monday: 1.18,
  tuesday: 1,
  wednesday: 0.97,
  thursday: 0.95,
  friday: 0.88,
  saturday: 0.56,
  sunday: 0.5,
} as const;

/** When people write, a weight for each local hour. */
export const hourShares: Readonly<Record<DemoChannel, readonly number[]>> = {
  email: written(),
  "web-form": written(),
  chat: [0, 0, 0, 0, 0, 0, 0, 1, 5, 9, 11, 10, 8, 8, 10, 10, 9, 7, 6, 7, 6, 3, 0, 0],
  whatsapp: [0, 0, 0, 0, 0, 0, 1, 3, 5, 7, 8, 7, 7, 7, 7, 7, 7, 7, 8, 9, 8, 6, 3, 1],
  phone: [0, 0, 0, 0, 0, 0, 0, 0, 7, 11, 12, 10, 6, 9, 10, 9, 7, 4, 1, 0, 0, 0, 0, 0],
};

function written(): readonly number[] {
  return [0, 0, 0, 0, 0, 1, 1, 4, 9, 11, 11, 10, 8, 9, 10, 10, 8, 6, 4, 4, 3, 3, 2, 1];
}
