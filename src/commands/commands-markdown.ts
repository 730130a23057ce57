import type { Command } from "./command.ts";
import { commandCatalogue } from "./command-catalogue.ts";
import { filterKeys } from "./question.ts";

const INTRODUCTION = `# Commands

What people ask deskpulse in chat, generated from the commands themselves. The words are the same on every platform: in
Slack a slash command (\`/mystats this week\`), in Teams a message to the bot (\`mystats this week\`). Answers with numbers
go to whoever asked alone, wherever it was asked; [people](people.md) says who may see what.

## How a question is written

The parts may stand in any order, and small words such as "for" and "in" may stand between them:
\`kpi csat by channel last week team:billing\` is \`team:billing last week csat per channel\`.

| part | written as |
|---|---|
| KPIs | their id or name: \`csat\`, \`first response time\`; \`kpis\` lists them |
| period | today, yesterday, this or last week or month, \`last 7 days\`, \`24h\`, \`2026-03\`, \`2026-03-01..2026-03-31\` |
| split | \`by channel\`, \`by channel and agent\`, \`per hour of day\` |
| comparison | with the period before, unless \`vs last week\` or \`vs last year\` |
| durations | \`mean\`, \`median\`, \`p90\`, \`p95\`, \`within goal\`; \`business\` for business hours |
| filters | ${filterKeys.map((key) => `\`${key}:…\``).join(", ")}; several values with commas, a value with spaces in quotes: \`tag:"late delivery",vip\`; \`agent:me\` is oneself; a team is known without its key |
| time zone | the one of your chat profile, unless \`zone:Europe/Amsterdam\` |

What is not understood is answered with the nearest right words, as buttons. A button carries nothing but the line that
could have been typed instead, and what may be seen is worked out anew from who taps it.
`;

/** docs/commands.md. */
export function commandsMarkdown(): string {
  return [INTRODUCTION, ...commandCatalogue.map(entry)].join("\n");
}

/** Commands whose answers are pictured: `docs/pictures/<picture>-slack.png` and `-teams.png`, by `npm run pictures`. */
const pictured: Readonly<Record<string, { readonly picture: string; readonly shows: string }>> = {
  mystats: {
    picture: "mystats",
    shows: "An agent's week beside the week before, with buttons for other periods",
  },
  teamstats: { picture: "teamstats", shows: "A team's week, for its lead with a row for each agent" },
  kpi: { picture: "kpi", shows: "CSAT by channel, with a chart and what can be asked next" },
  why: {
    picture: "why",
    shows: "The definition of a number, what was left out, and the conversations behind it",
  },
  digest: { picture: "subscribe", shows: "The form that subscribes a channel to a digest" },
};

function pictures(name: string): string {
  const shown = pictured[name];
  if (!shown) return "";
  const { picture, shows } = shown;
  const image = (where: string, alt: string) =>
    `<img src="pictures/${picture}-${where}.png" alt="${alt}" width="420">`;
  const row = `| ${image("slack", `${shows}, in Slack`)} | ${image("teams", "The same in Microsoft Teams")} |`;
  return `\n| In Slack | In Microsoft Teams |\n|---|---|\n${row}\n`;
}

function entry({ name, usage, summary, examples }: Command): string {
  const lines = examples.map((example) => `- \`${example}\``);
  return `## \`${`${name} ${usage}`.trim()}\`\n\n${summary}.\n\n${lines.join("\n")}\n${pictures(name)}`;
}
