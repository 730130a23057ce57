import type { Report } from "../messages/report.ts";
import type { AlertEpisode } from "../store/alert-episodes.ts";
import type { AlertStorm, StormCounts } from "../store/alert-storms.ts";
import { localTime, promiseWords } from "./alert-text.ts";

/** How many are told one by one. */
export const OLDEST = 5;

/** One message for many alerts. It says nothing that changes by the clock alone. */
export function stormReport(
  storm: AlertStorm,
  counts: StormCounts,
  options: {
    readonly timezone: string;
    readonly linkOf: (conversation: string) => string | null;
    readonly teamName: (team: string) => string;
  },
): Report {
  const { timezone, linkOf, teamName } = options;
  const { alerts, open, overdue, oldest, byPriority } = counts;
  const name = storm.shares === "team" ? `team ${teamName(storm.value)}` : storm.value;
  const heading = storm.ended_at === null ? `Many promises in danger: ${name}` : `The rush is over: ${name}`;
  const begun = localTime(storm.started_at, storm.last_at, timezone);
  const sentence = `${alerts} more alerts since ${begun}: ${open} still wait, ${overdue} of them overdue.`;
  const split = byPriority.map(({ name: priority, count }) => `${priority ?? "no priority"} ${count}`);
  return {
    summary: `${heading}. ${sentence}`,
    sections: [
      { type: "heading", text: heading },
      { type: "paragraph", text: sentence },
      ...(split.length > 0
        ? [{ type: "paragraph" as const, text: `Waiting by priority: ${split.join(", ")}.` }]
        : []),
      ...(oldest.length > 0
        ? [
            {
              type: "table" as const,
              title: "Waiting the longest",
              columns: ["Alert", "Conversation", "What", "Due"].map((label) => ({
                label,
                align: "left" as const,
              })),
              rows: oldest.map((episode) => row(episode, storm, timezone)),
              rowLinks: oldest.map(({ conversation_id }) => linkOf(conversation_id)),
              omitted: open - oldest.length,
            },
          ]
        : []),
      { type: "actions", actions: [{ label: "Who waits now", command: "sla", opens: "modal" }] },
      { type: "footnote", lines: [footnote(storm), `Times are those of ${timezone}`] },
    ],
  };
}

function row(episode: AlertEpisode, storm: AlertStorm, timezone: string): readonly string[] {
  const due = episode.breached_at ?? episode.due_at;
  return [
    String(episode.episode_id),
    episode.conversation_id,
    promiseWords(episode.target),
    due === null ? "–" : localTime(due, storm.last_at, timezone),
  ];
}

function footnote({ ended_at }: AlertStorm): string {
  return ended_at === null
    ? "Alerts like these have no messages of their own until it is over"
    : "New alerts have messages of their own again";
}
