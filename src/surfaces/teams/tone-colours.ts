import type { TextColor } from "@microsoft/teams.cards";
import type { Tone } from "../../messages/report.ts";

/** Beside words or a mark, never alone: the client draws them to suit its theme. */
export const colours = {
  good: { color: "Good" },
  bad: { color: "Attention" },
  neutral: {},
} as const satisfies Record<Tone, { color?: TextColor }>;
