import type { Report } from "../messages/report.ts";
import type { Command } from "./command.ts";

export const help: Command = {
  name: "help",
  summary: "What deskpulse can be asked, with examples",
  usage: "[command]",
  examples: ["help", "help kpi"],
  async run() {
    const report: Report = { summary: "Ask me for your desk's numbers", sections: [] };
    return { report, visibility: "personal" };
  },
};
