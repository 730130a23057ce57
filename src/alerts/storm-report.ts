import type { Report, Section } from "../messages/report.ts";
import type { AlertEpisode } from "../store/alert-episodes.ts";
import type { Share, SplitName, StormCounts } from "../store/alert-storm-counts.ts";
import type { AlertStorm } from "../store/alert-storms.ts";
import { localTime, promiseWords } from "./alert-text.ts";

/** How many are told one by one. */
export const OLDEST = 5;

/** How many parts of a whole are told apart. */
const PARTS = 8;

interface StormReading {
  readonly timezone: string;
  readonly perHour: number;
  readonly linkOf: (conversation: string) => string | null;
  readonly teamName: (team: string) => string;
}

/** One message for many alerts. It says nothing that changes by the clock alone. */
export function stormReport(storm: AlertStorm, counts: StormCounts, reading: StormReading): Report {
  const heading = headingOf(storm, reading);
  const sentence = sentenceOf(storm, counts, reading);
  const split = splitWords(storm, counts, reading);
  return {
    summary: `${heading}. ${sentence}`,
    sections: [
      { type: "heading", text: heading },
      { type: "paragraph", text: sentence },
      ...(split === "" ? [] : [{ type: "paragraph" as const, text: split }]),
      ...(counts.oldest.length === 0 ? [] : [oldestTable(storm, counts, reading)]),
      { type: "actions", actions: [{ label: "Who waits now", command: "sla", opens: "modal" }] },
      { type: "footnote", lines: [footnote(storm), `Times are those of ${reading.timezone}`] },
    ],
  };
}

function headingOf({ shares, value, ended_at }: AlertStorm, { teamName }: StormReading): string {
  if (shares === "quiet") return "Alerts of the quiet hours";
  if (shares === "hour")
    return ended_at === null ? "Too many alerts for an hour" : "There is room for alerts again";
  const name = shares === "channel" ? value : `${shares} ${shares === "team" ? teamName(value) : value}`;
  return ended_at === null ? `Many promises in danger: ${name}` : `The rush is over: ${name}`;
}

function sentenceOf(
  { shares, started_at, last_at, ended_at }: AlertStorm,
  { alerts, open, overdue }: StormCounts,
  { timezone, perHour }: StormReading,
): string {
  const many = `${alerts} ${shares === "quiet" ? "" : "more "}${alerts === 1 ? "alert" : "alerts"}`;
  const still = `${open} still ${open === 1 ? "waits" : "wait"}, ${overdue} of them overdue.`;
  const since = `since ${localTime(started_at, last_at, timezone)}`;
  if (shares === "quiet") return `${many} came up while nobody was to be told: ${still}`;
  if (shares === "hour")
    return `The limit of ${perHour} messages an hour ${ended_at === null ? "is" : "was"} reached. ${many} held back ${since}; ${still}`;
  // A time between two colons is an emoji to Slack where somebody has named one so.
  return `${many} ${since}; ${still}`;
}

/** "Waiting by priority: high 5, low 2. By team: billing 4, no team 3." Of what is the same for all nothing is said. */
function splitWords(storm: AlertStorm, { splits }: StormCounts, { teamName }: StormReading): string {
  const words = (split: SplitName, parts: readonly Share[]) => {
    const named = parts.slice(0, PARTS).map(({ name, count }) => {
      if (name === null) return `no ${split} ${count}`;
      return `${split === "team" ? teamName(name) : name} ${count}`;
    });
    const others = parts.slice(PARTS).reduce((sum, { count }) => sum + count, 0);
    return [...named, ...(others === 0 ? [] : [`others ${others}`])].join(", ");
  };
  const { priority, ...more } = splits;
  const told = [
    ...(priority.every(({ name }) => name === null)
      ? []
      : [`Waiting by priority: ${words("priority", priority)}.`]),
    ...(["topic", "product", "team", "channel"] as const)
      .filter((split) => split !== storm.shares && more[split].length > 1)
      .map((split) => `By ${split}: ${words(split, more[split])}.`),
  ];
  return told.join(" ");
}

function oldestTable(storm: AlertStorm, { oldest, open }: StormCounts, reading: StormReading): Section {
  return {
    type: "table",
    title: "Waiting the longest",
    columns: ["Alert", "Conversation", "What", "Due"].map((label) => ({ label, align: "left" })),
    rows: oldest.map((episode) => row(episode, storm, reading.timezone)),
    rowLinks: oldest.map(({ conversation_id: id }) => (id === null ? null : reading.linkOf(id))),
    omitted: open - oldest.length,
  };
}

function row(episode: AlertEpisode, storm: AlertStorm, timezone: string): readonly string[] {
  const due = episode.breached_at ?? episode.due_at;
  return [
    String(episode.episode_id),
    episode.conversation_id ?? "–",
    episode.kind === "kpi" ? episode.kpi_alert : promiseWords(episode.target),
    due === null ? "–" : localTime(due, storm.last_at, timezone),
  ];
}

function footnote({ shares, ended_at }: AlertStorm): string {
  if (ended_at !== null || shares === "quiet") return "New alerts have messages of their own";
  if (shares === "hour") return "Alerts have no messages of their own until there is room again";
  return "Alerts like these have no messages of their own until it is over";
}
