import { type CommandBox, commandBoxHtml } from "./command-box.ts";
import { escapeHtml } from "./escape-html.ts";
import { slackBlocks, slackHtml } from "./slack-html.ts";
import { tappable } from "./slack-taps.ts";
import type { StudioMessages } from "./studio-messages.ts";
import { teamsCardWithPictures } from "./teams-card-with-pictures.ts";

/**
 * A page that shows one report as Slack, Teams and the console show it. Needs the assets under /studio/.
 *
 * @param box commands can be asked there, and buttons answer; without, it is only looked at
 */
export function renderStudio(messages: StudioMessages, box?: CommandBox): string {
  const { report, slack, teams } = messages;
  const { blocks, taps } = tappable(slackBlocks(slack.payload));
  const title = report.sections.find((section) => section.type === "heading")?.text ?? report.summary;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · deskpulse</title>
<link rel="icon" href="/studio/logo.png">
<link rel="stylesheet" href="/studio/slack.css">
<link rel="stylesheet" href="/studio/page.css">
</head>
<body>
<header>
<img src="/studio/logo.png" alt="" width="36" height="36">
<div><h1>${escapeHtml(title)}</h1><p>${escapeHtml(report.summary)}</p></div>
<button type="button" id="theme" aria-pressed="false">Dark</button>
</header>
${box ? commandBoxHtml(box) : ""}<main>
${panel("slack", "In Slack", `<div class="answer">${slackHtml({ payload: { blocks }, files: slack.files })}</div>`)}
${panel("teams", "In Microsoft Teams", '<div class="answer" id="teams-card"></div>')}
${panel("console", "On the console", `<pre class="answer" tabindex="0">${escapeHtml(messages.console.text)}</pre>`)}
</main>
<footer>A preview on this machine: nothing was posted. In Teams the charts are drawn by Teams itself; here stand their pictures.</footer>
<script type="application/json" id="card">${json(teamsCardWithPictures(teams, report))}</script>
<script src="/studio/adaptivecards.js"></script>
<script src="/studio/page.js"></script>
${box ? `<script type="application/json" id="taps">${json(taps)}</script>\n<script type="module" src="/studio/commands.js"></script>\n${box.hasMessages ? '<script type="module" src="/studio/alerts.js"></script>\n' : ""}` : ""}</body>
</html>
`;
}

function panel(name: string, title: string, content: string): string {
  return `<section class="panel ${name}" aria-labelledby="${name}-title"><h2 id="${name}-title">${title}</h2><div class="paper">${content}</div></section>`;
}

/** Inside a script element only "<" could end it. */
function json(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
