import { episodeReport } from "../alerts/episode-report.ts";
import { acknowledgementOf } from "../alerts/read-alert.ts";
import type { Report, Section } from "../messages/report.ts";
import { type AlertEpisode, historyOf } from "../store/alert-episodes.ts";
import type { Taken } from "./alert-taking.ts";
import type { Answer, CommandRequest } from "./command.ts";
import { localMoment } from "./local-dates.ts";
import type { Room } from "./room.ts";
import { viewingOf } from "./viewing.ts";

/** What came of taking an alert on, to who did. */
export function takenAnswer({ episode, outcome }: Taken, request: CommandRequest, room: Room): Answer {
  const { locale, timezone } = viewingOf(request, room);
  const standing = acknowledgementOf(episode);
  const at = (instant: Date) => localMoment(instant, request.now, timezone, locale);
  const until = standing?.until ? ` until ${at(standing.until)}` : "";
  switch (outcome) {
    case "over":
      return said("It is settled already", `Alert ${episode.episode_id} needs nobody any more.`);
    case "theirs":
      return said(
        "Somebody was first",
        `${standing?.name} ${standing?.until === null ? "says that it is fine" : "is on it"}${since(episode, at)}${until}. Nobody else is told meanwhile.`,
      );
    case "taken":
      return standing?.until
        ? said(
            `You are on it${until}`,
            "Nobody else is told until then. If it is still open then, the next on the list is.",
          )
        : said("Noted that it is fine", "Nobody is told any more, unless it gets worse.");
    default:
      return outcome satisfies never;
  }
}

function since({ acknowledged_at }: AlertEpisode, at: (instant: Date) => string): string {
  return acknowledged_at === null ? "" : ` since ${at(acknowledged_at)}`;
}

/** An alert as it is now, with all that has happened to it. */
export async function alertDetailsAnswer(
  episode: AlertEpisode,
  request: CommandRequest,
  room: Room,
): Promise<Answer> {
  const { now } = request;
  const { locale, timezone } = viewingOf(request, room);
  const history = await historyOf(room.db, episode);
  const { summary, sections } = await episodeReport(room.db, room.config, episode, { now, timezone });
  const report: Report = {
    summary,
    sections: [
      ...sections.filter(({ type }) => type !== "footnote"),
      happened(history.map(({ at, text }) => [localMoment(at, now, timezone, locale), text])),
      ...sections.filter(({ type }) => type === "footnote"),
    ],
  };
  return { report, visibility: "personal" };
}

/** Of an alert that has been over for months nothing is told any more: see jobs/upkeep.ts. */
function happened(rows: readonly (readonly [string, string])[]): Section {
  if (rows.length === 0)
    return { type: "paragraph", text: "What happened to it is not kept any more, since that was long ago." };
  const columns = ["When", "What"].map((label) => ({ label, align: "left" as const }));
  return { type: "table", title: "What has happened", columns, rows };
}

function said(heading: string, text: string): Answer {
  const sections = [{ type: "heading", text: heading } as const, { type: "paragraph", text } as const];
  return { report: { summary: `${heading}. ${text}`, sections }, visibility: "personal" };
}
