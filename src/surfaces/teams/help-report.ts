import type { Report } from "../../messages/report.ts";

/** What the bot answers to a message: what it is, and the one thing somebody setting it up looks for. */
export function helpReport(target: string): Report {
  return {
    summary: "deskpulse posts your support desk's digests here",
    sections: [
      { type: "heading", text: "deskpulse", subtitle: "Your support desk's numbers, where you already are" },
      {
        type: "paragraph",
        text: "I post digests to this conversation once deskpulse.yaml names it as a target:",
      },
      { type: "paragraph", text: `targets: [{ teams: "${target}" }]` },
      { type: "footnote", lines: ["Nothing you write here is stored."] },
    ],
  };
}
