import { randomBytes } from "node:crypto";
import { Digest } from "../config/desk-config.ts";
import { catalogue } from "../metrics/catalogue.ts";
import type { CommandRequest, FormProblem, Place } from "./command.ts";
import type { FieldOption, FormErrors, FormField, FormSpec, FormValues } from "./form.ts";
import type { Room } from "./room.ts";
import { viewingOf } from "./viewing.ts";

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

/** The form's fields, with what the asker may see to choose from. */
export function digestForm(request: CommandRequest): FormSpec {
  return {
    command: "digest subscribe",
    title: "Subscribe a channel",
    submit: "Subscribe",
    introduction: "Everybody in the channel will see these numbers.",
    fields: [...whatFields(request), ...whenFields()],
  };
}

function whatFields(request: CommandRequest): readonly FormField[] {
  const { place } = request;
  const teams = teamsToTellOf(request);
  const [first] = teams;
  return [
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
  ];
}

function whenFields(): readonly FormField[] {
  const rhythmOptions = Object.entries(rhythms).map(([value, { label }]) => ({ label, value }));
  const tables = [NO_TABLE, "agent", "team", "channel"].map((value) => ({ label: value, value }));
  return [
    { type: "select", name: "rhythm", label: "When", options: rhythmOptions, initial: "weekdays" },
    { type: "time", name: "time", label: "At", initial: "08:30" },
    { type: "select", name: "table", label: "With a table by", options: tables, initial: NO_TABLE },
  ];
}

/** What the viewer may post the numbers of. */
export function teamsToTellOf({ viewer }: CommandRequest): readonly FieldOption[] {
  if (viewer.role === "agent" || viewer.role === "nobody") return [];
  const isOpen = viewer.role === "manager" || viewer.role === "admin";
  const teams = viewer.directory.teams.filter(({ id }) => isOpen || viewer.teams.includes(id));
  return [
    ...(isOpen ? [{ label: "The whole desk", value: WHOLE_DESK }] : []),
    ...teams.map(({ id, name }) => ({ label: name, value: id })),
  ];
}

type ReadForm = { readonly digest: Digest; readonly written: object } | FormProblem;

/** What was filled in as a digest, checked and as it is kept; or what is wrong at which field. */
export function readDigestForm(values: FormValues, request: CommandRequest, room: Room): ReadForm {
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
  const isTeam = teamsToTellOf(request).some(({ value }) => value === one("team"));
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
