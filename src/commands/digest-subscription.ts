import { randomBytes } from "node:crypto";
import { Digest } from "../config/desk-config.ts";
import { knownDigests } from "../digests/known-digests.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { keepChatDigest } from "../store/chat-digests.ts";
import { AskBack } from "./ask-back.ts";
import type { Answer, CommandRequest, FormProblem, Place } from "./command.ts";
import { cronWords } from "./cron-words.ts";
import { permittedDigest } from "./digest-permission.ts";
import type { FormErrors, FormSpec, FormValues } from "./form.ts";
import { Refusal } from "./refusal.ts";
import type { Room } from "./room.ts";
import { viewingOf } from "./viewing.ts";

/** A desk with more has lost sight of them. */
const MOST_DIGESTS = 100;
const MOST_KPIS = 20;
const WHOLE_DESK = "all";
const NO_TABLE = "none";

const rhythms = {
  daily: { label: "Every day, about yesterday", days: "* * *", period: "yesterday" },
  weekdays: { label: "Monday to Friday, about yesterday", days: "* * 1-5", period: "yesterday" },
  weekly: { label: "Every Monday, about last week", days: "* * 1", period: "last week" },
  monthly: { label: "On the first, about last month", days: "1 * *", period: "last month" },
} as const;

const usualKpis = [
  "conversations-opened",
  "first-response-time",
  "resolution-time",
  "csat",
  "open-conversations",
];

/** The form to subscribe a channel to a digest of its own. */
export async function subscriptionForm(request: CommandRequest, room: Room): Promise<Answer> {
  const { viewer, place } = request;
  const teams = teamsOf(request);
  if (teams.length === 0)
    throw new Refusal({
      reason:
        "Channels are subscribed by leads, managers and admins, since everybody in them sees the numbers.",
      ask: viewer.refusal?.ask ?? [],
      remedy: viewer.refusal?.remedy ?? null,
    });
  const known = await knownDigests(room.db, room.accountId, room.config);
  if (known.length >= MOST_DIGESTS)
    throw new AskBack(`There are ${MOST_DIGESTS} digests already: remove one first.`, ["digest list"]);
  const text = "Subscribe a channel to a digest. Everybody in the channel will see its numbers.";
  return {
    report: { summary: text, sections: [{ type: "paragraph", text }] },
    visibility: "personal",
    form: formOf(teams, place),
  };
}

function formOf(
  teams: readonly { readonly label: string; readonly value: string }[],
  place: Place,
): FormSpec {
  const [first] = teams;
  return {
    command: "digest subscribe",
    title: "Subscribe a channel",
    submit: "Subscribe",
    introduction: "Everybody in the channel will see these numbers.",
    fields: [
      {
        type: "channel",
        name: "channel",
        label: "Channel",
        ...(place.kind === "channel" ? { initial: place.channel } : {}),
      },
      { type: "text", name: "title", label: "Title", initial: "Good morning", maxLength: 140 },
      {
        type: "select",
        name: "team",
        label: "About",
        options: teams,
        ...(first ? { initial: first.value } : {}),
      },
      {
        type: "multi-select",
        name: "kpis",
        label: "KPIs",
        options: catalogue.map(({ id, name }) => ({ label: name, value: id })),
        initial: usualKpis,
        most: MOST_KPIS,
      },
      {
        type: "select",
        name: "rhythm",
        label: "When",
        options: Object.entries(rhythms).map(([value, { label }]) => ({ label, value })),
        initial: "weekdays",
      },
      { type: "time", name: "time", label: "At", initial: "08:30" },
      {
        type: "select",
        name: "table",
        label: "With a table by",
        options: [NO_TABLE, "agent", "team", "channel"].map((value) => ({ label: value, value })),
        initial: NO_TABLE,
      },
    ],
  };
}

/** What the viewer may post the numbers of. */
function teamsOf({ viewer }: CommandRequest): readonly { readonly label: string; readonly value: string }[] {
  if (viewer.role === "agent" || viewer.role === "nobody") return [];
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  const teams = viewer.directory.teams.filter(({ id }) => isOpen || viewer.teams.includes(id));
  return [
    ...(isOpen ? [{ label: "The whole desk", value: WHOLE_DESK }] : []),
    ...teams.map(({ id, name }) => ({ label: name, value: id })),
  ];
}

/** Takes the form: the digest is kept, and sent from its next time on. */
export async function subscribe(
  values: FormValues,
  request: CommandRequest,
  room: Room,
): Promise<Answer | FormProblem> {
  const read = readForm(values, request, room);
  if ("errors" in read) return read;
  const { digest, written } = read;
  await permittedDigest(request, room, digest);
  const { id } = digest;
  await keepChatDigest(room.db, room.accountId, {
    id,
    digest: written,
    madeBy: request.viewer.name,
    madeAt: request.now,
  });
  const zone = digest.timezone ?? room.config.timezone;
  const text = `“${digest.title}” is posted ${cronWords(digest.cron)} (${zone}).`;
  return {
    report: {
      summary: text,
      sections: [
        { type: "paragraph", text },
        {
          type: "actions",
          actions: [
            { label: "Show it now", command: `digest show ${id}` },
            { label: "Remove it", command: `digest remove ${id}` },
          ],
        },
      ],
    },
    visibility: "personal",
    notice: `${request.viewer.name} subscribed this channel: ${text}`,
  };
}

type ReadForm = { readonly digest: Digest; readonly written: object } | FormProblem;

function readForm(values: FormValues, request: CommandRequest, room: Room): ReadForm {
  const one = (name: string) => (values[name]?.[0] ?? "").trim();
  const rhythm = Object.entries(rhythms).find(([name]) => name === one("rhythm"))?.[1];
  const [, hour = "", minute = ""] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(one("time")) ?? [];
  const kpis = [...new Set(values["kpis"] ?? [])];
  const errors = problems(values, request, { hasRhythm: rhythm !== undefined, hasTime: hour !== "", kpis });
  if (Object.keys(errors).length > 0 || !rhythm) return { errors };
  const written = {
    id: `chat-${randomBytes(4).toString("hex")}`,
    title: one("title"),
    cron: `${Number(minute)} ${Number(hour)} ${rhythm.days}`,
    timezone: viewingOf(request, room).timezone,
    scope: one("team") === WHOLE_DESK ? "all" : { team: [one("team")] },
    period: rhythm.period,
    kpis,
    ...(one("table") === NO_TABLE || one("table") === ""
      ? {}
      : { table: { by: one("table"), kpis: kpis.slice(0, 6) } }),
    targets: [targetOf(request.place.platform, one("channel"))],
  };
  const parsed = Digest.safeParse(written);
  if (parsed.success) return { digest: parsed.data, written };
  return { errors: { title: parsed.error.issues.map(({ message }) => message).join("; ") } };
}

function problems(
  values: FormValues,
  request: CommandRequest,
  { hasRhythm, hasTime, kpis }: { hasRhythm: boolean; hasTime: boolean; kpis: readonly string[] },
): FormErrors {
  const one = (name: string) => (values[name]?.[0] ?? "").trim();
  const table = one("table");
  const known = new Map(catalogue.map((definition) => [definition.id, definition.dimensions]));
  const unknown = kpis.find((id) => !known.has(id));
  const unsplit = kpis.find(
    (id) => table !== NO_TABLE && table !== "" && !known.get(id)?.some((each) => each === table),
  );
  const isTeam = teamsOf(request).some(({ value }) => value === one("team"));
  const found: Record<string, string | undefined> = {
    channel: one("channel") === "" ? "Choose a channel." : undefined,
    title: one("title") === "" ? "Give it a title." : undefined,
    team: isTeam ? undefined : "Choose what you may see yourself.",
    kpis: kpiProblem(kpis, unknown),
    rhythm: hasRhythm ? undefined : "Choose when.",
    time: hasTime ? undefined : "Write a time such as 08:30.",
    table: unsplit === undefined ? undefined : `${unsplit} cannot be split by ${table}.`,
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, message]) => (message === undefined ? [] : [[name, message]])),
  );
}

function kpiProblem(kpis: readonly string[], unknown: string | undefined): string | undefined {
  if (kpis.length === 0) return "Choose at least one.";
  if (kpis.length > MOST_KPIS) return `Choose at most ${MOST_KPIS}.`;
  return unknown === undefined ? undefined : `${JSON.stringify(unknown)} is not a KPI.`;
}

function targetOf(platform: Place["platform"], channel: string): object {
  return platform === "console" ? { console: true } : { [platform]: channel };
}
