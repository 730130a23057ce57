import type { Digest } from "../config/desk-config.ts";
import { type KnownDigest, knownDigests } from "../digests/known-digests.ts";
import type { CommandAction, Section } from "../messages/report.ts";
import { type DigestPlace, digestPlaces } from "../store/digest-places.ts";
import type { Answer, CommandRequest, Place } from "./command.ts";
import { cronWords } from "./cron-words.ts";
import { isPostedTo } from "./digest-grammar.ts";
import type { Room } from "./room.ts";

/** Which digests there are, when and where they are posted, and what was said of them here. No number is in it. */
export async function listDigests(request: CommandRequest, room: Room): Promise<Answer> {
  const [known, places] = await Promise.all([
    knownDigests(room.db, room.accountId, room.config),
    digestPlaces(room.db, room.accountId),
  ]);
  const said = (id: string) => places.find((place) => place.digestId === id && isHere(place, request.place));
  const count = known.length === 1 ? "1 digest" : `${known.length} digests`;
  const sections: Section[] = [
    { type: "heading", text: known.length === 0 ? "No digests yet" : count },
    ...(known.length === 0
      ? []
      : [table(known.map((one) => row(one, request, room.config.timezone, said(one.digest.id))))]),
    { type: "actions", actions: known.length === 0 ? [SUBSCRIBE] : [...known.flatMap(actionsOf), SUBSCRIBE] },
  ];
  return {
    report: { summary: `${count}: ${known.map(({ digest }) => digest.title).join(", ")}`, sections },
    visibility: "personal",
  };

  function actionsOf({ digest }: KnownDigest): CommandAction[] {
    const { id, title } = digest;
    const show = { label: `Show ${title}`, command: `digest show ${id}` };
    if (!isPostedTo(digest, request.place)) return [show];
    const verb = said(id)?.pausedAt ? "resume" : "pause";
    return [
      show,
      { label: `${verb === "pause" ? "Pause" : "Resume"} ${title} here`, command: `digest ${verb} ${id}` },
    ];
  }
}

const SUBSCRIBE: CommandAction = {
  label: "Subscribe a channel …",
  command: "digest subscribe",
  opens: "modal",
};

function table(rows: readonly (readonly string[])[]): Section {
  return {
    type: "table",
    title: "Digests",
    columns: ["Digest", "Id", "When", "Where", "Made", "Here"].map((label) => ({ label, align: "left" })),
    rows,
  };
}

function row(
  { digest, madeInChat }: KnownDigest,
  { place }: CommandRequest,
  timezone: string,
  said: DigestPlace | undefined,
): readonly string[] {
  return [
    digest.title,
    digest.id,
    `${cronWords(digest.cron)}, ${digest.timezone ?? timezone}`,
    digest.targets.map((target) => where(target, place)).join(", "),
    madeInChat ? `in chat by ${madeInChat.by}` : "in deskpulse.yaml",
    here(isPostedTo(digest, place), said),
  ];
}

function where(target: Digest["targets"][number], place: Place): string {
  if ("slack" in target) return target.slack === place.channel ? "here" : `Slack ${target.slack}`;
  if ("teams" in target) return target.teams === place.channel ? "here" : `Teams ${target.teams}`;
  return "the console";
}

function here(isPosted: boolean, said: DigestPlace | undefined): string {
  if (!isPosted) return "not posted";
  if (said?.pausedAt) return `paused by ${said.pausedBy ?? "somebody"}`;
  return said && said.mutedKpis.length > 0 ? `without ${said.mutedKpis.join(", ")}` : "posted";
}

function isHere(said: DigestPlace, { platform, channel }: Place): boolean {
  return said.platform === platform && (said.target === channel || platform === "console");
}
