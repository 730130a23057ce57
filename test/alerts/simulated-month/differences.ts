import { commandConfig } from "../../support/command-desk.ts";
import type { KnownDesk } from "./known-desk.ts";
import { isOver, type NaiveAlert, type NaiveAlerts, type State } from "./naive-alerts.ts";
import { shownTime } from "./naive-hours.ts";
import type { PlayedDesk, RoundUp, Standing, StoredAlert } from "./played-desk.ts";
import type { MonthDesk } from "./promises.ts";

/** What is stored and what stands in the places, beside what should be; told so that one can find out why. */
export async function differences(
  desk: MonthDesk,
  naive: NaiveAlerts,
  known: KnownDesk,
  played: PlayedDesk,
): Promise<readonly string[]> {
  const [stored, standing, rounds] = await Promise.all([
    played.stored(),
    played.standing(),
    played.roundUps(),
  ]);
  const found: string[] = [];
  const waits = new Set([...naive.alerts.keys(), ...stored.map(waitOf)]);
  for (const wait of waits) {
    const expected = naive.alerts.get(wait);
    const seen = stored.find((alert) => waitOf(alert) === wait);
    const messages = standing.filter(({ of, id }) => of !== "many" && id === seen?.id);
    const roundedUp = rounds.filter(({ alertId }) => alertId === seen?.id);
    const problems = problemsOf(desk, expected, seen, { messages, roundedUp });
    if (problems.length === 0) continue;
    found.push([`${wait}:`, ...problems, ...context(known, expected, seen, messages)].join("\n  "));
  }
  const strays = standing.filter(({ of, id }) => of !== "many" && !stored.some((alert) => alert.id === id));
  return [
    ...found,
    ...strays.map(({ place, text }) => `Nobody knows the message in ${place}: ${text}`),
    ...roundUpProblems(standing, rounds),
  ];
}

/** What quiet hours held back is told by one message, and nothing else is told together. */
function roundUpProblems(standing: readonly Standing[], rounds: readonly RoundUp[]): readonly string[] {
  const promised = Map.groupBy(rounds, ({ id }) => id);
  const posted = standing.filter(({ of }) => of === "many");
  const strays = posted.filter(({ id }) => !promised.has(id));
  return [
    ...strays.map(({ place, text }) => `Nobody knows the message of many in ${place}: ${text}`),
    ...[...promised].flatMap(([id, [round]]) => {
      const places = posted.filter((message) => message.id === id).map(({ place }) => place);
      if (round?.shares !== "quiet") return [`Round-up ${id} is of ${round?.shares}`];
      return places.join() === round.place ? [] : [`Round-up ${id} of ${round.place} is in ${places}`];
    }),
  ];
}

function waitOf({ conversation, target, no }: StoredAlert): string {
  return `${conversation} ${target} ${no}`;
}

function problemsOf(
  desk: MonthDesk,
  expected: NaiveAlert | undefined,
  seen: StoredAlert | undefined,
  { messages, roundedUp }: { readonly messages: readonly Standing[]; readonly roundedUp: readonly RoundUp[] },
): readonly string[] {
  if (!expected) return ["there is an alert that should not be"];
  if (!seen) return ["there is no alert"];
  const is = (name: string, wanted: unknown, found: unknown) =>
    JSON.stringify(wanted) === JSON.stringify(found)
      ? []
      : [`${name} should be ${JSON.stringify(wanted)}, is ${JSON.stringify(found)}`];
  const living = messages.filter(({ of }) => of === "alert");
  const posted = [...expected.places].flatMap(([place, state]) => (state === "promised" ? [] : [place]));
  const together = posted.filter((place) => expected.places.get(place) === "rounded up");
  const escalations = expected.escalations.filter(({ state }) => state === "posted");
  return [
    ...is("the state", expected.state, seen.state),
    ...is("the policy", expected.policy.name, seen.policy),
    ...is("the story", storyOf(expected), storyIn(seen)),
    ...(isOver(expected) ? [] : is("the start", expected.startedAt, seen.startedAt.getTime())),
    ...(isOver(expected) ? [] : is("the due time", expected.dueAt, seen.dueAt?.getTime() ?? null)),
    ...(expected.state === "cancelled"
      ? []
      : is("the breach", expected.breachedAt, seen.breachedAt?.getTime() ?? null)),
    ...is("who was escalated to", expected.escalatedTo, seen.escalatedTo),
    ...is("its places", posted.sort(), [...living, ...roundedUp].map(({ place }) => place).sort()),
    ...together
      .filter((place) => living.some((message) => message.place === place))
      .map((place) => `it has a message of its own in ${place}`),
    ...roundedUp
      .filter(({ place }) => !expected.heldIn.has(place))
      .map(({ place }) => `it has no message of its own in ${place}`),
    ...is(
      "its escalations",
      escalations.map(({ to, place }) => `${called(to)} in ${place}`).sort(),
      messages.flatMap(escalationIn).sort(),
    ),
    ...living.flatMap(({ place, text }) =>
      wordsOf(expected, desk)
        .filter((words) => !words.test(text.replaceAll(/\s+/g, " ")))
        .map((words) => `the message in ${place} should say ${words}, says ${text}`),
    ),
  ];
}

const headings: Readonly<Record<State, string>> = {
  "in-time": "No longer at risk",
  "at-risk": "At risk",
  breached: "Overdue",
  paused: "Paused",
  resolved: "Resolved",
  cancelled: "Settled",
};

/** What a message has to say in the end. */
function wordsOf(alert: NaiveAlert, { timezone }: MonthDesk): readonly RegExp[] {
  const { state, kind, conversation, dueAt, breachedAt, taken, escalatedTo } = alert;
  const heading = `^${headings[state]}: ${kind.replace("-", " ")} ==`;
  const isDue = state === "at-risk" || state === "in-time" || state === "breached";
  return [
    new RegExp(heading),
    new RegExp(`conversation ${conversation}\\b`),
    ...(isDue && dueAt !== null ? [new RegExp(`due at ${shownTime(dueAt, timezone)}`)] : []),
    ...(state === "resolved" && breachedAt !== null ? [/after it was due at/] : []),
    ...(state === "resolved" && breachedAt === null ? [/in time/] : []),
    ...(isOver(alert) || taken === null ? [/^(?!.*(is on it|says that it is fine|wanted to be))/s] : []),
    ...(isOver(alert) || taken === null ? [] : [new RegExp(`${taken.by} (is on|says that|wanted to)`)]),
    ...(isOver(alert) || escalatedTo.length === 0
      ? []
      : [new RegExp(`Escalated to ${escalatedTo.map(called).join(", then ")}`)]),
  ];
}

function escalationIn({ of, place, text }: Standing): readonly string[] {
  if (of !== "escalation") return [];
  return [`${/scalated to (\S+ \S+)/.exec(text)?.[1]} in ${place}`];
}

function storyOf({ story }: NaiveAlert): readonly string[] {
  return story.map(({ at, what }) => {
    const told = what.replace(/^(escalated to )(.*)$/, (_, words, address) => `${words}${called(address)}`);
    return `${new Date(at).toISOString()} ${told}`;
  });
}

function called(address: string): string {
  return commandConfig.people.find(({ email }) => email === address)?.name ?? address;
}

const told: readonly (readonly [RegExp, string])[] = [
  [/^at risk/, "at-risk"],
  [/^overdue/, "breached"],
  [/^no longer at risk$/, "in-time"],
  [/^resolved.*$/, "resolved"],
  [/^nothing is promised any more$/, "cancelled"],
  [/^(.*) (?:is on it for .*|says that it is fine)$/, "taken by $1"],
  [/^(.*) did not settle it.*$/, "not kept by $1"],
];

/** What the alert's own history says, without who it was assigned to. */
function storyIn({ story }: StoredAlert): readonly string[] {
  return story
    .filter(({ text }) => !text.startsWith("assigned to"))
    .map(({ at, text }) => {
      const plain = told.reduce((words, [pattern, what]) => words.replace(pattern, what), text);
      return `${at.toISOString()} ${plain}`;
    });
}

function context(
  known: KnownDesk,
  expected: NaiveAlert | undefined,
  seen: StoredAlert | undefined,
  messages: readonly Standing[],
): readonly string[] {
  const conversation = expected?.conversation ?? seen?.conversation ?? "";
  const events = known.eventsOf(conversation).toSorted((a, b) => (a.time < b.time ? -1 : 1));
  const clocks = [...known.clocks.values()].filter((clock) => clock.conversation === conversation);
  const instant = (key: string, value: unknown) =>
    typeof value === "number" && value > 1e12
      ? new Date(value).toISOString()
      : key === "policy"
        ? nameOf(value)
        : value;
  return [
    `events: ${events.map(({ time, type, data }) => `\n    ${time} ${type} ${JSON.stringify(data)}`).join("")}`,
    `clocks: ${clocks.map((clock) => `\n    ${JSON.stringify(clock, instant)}`).join("")}`,
    `expected: ${JSON.stringify(expected, instant)} ${JSON.stringify([...(expected?.places ?? [])])}`,
    `seen: ${JSON.stringify(seen)}`,
    ...messages.map(({ place, text }) => `message in ${place}: ${JSON.stringify(text)}`),
  ];
}

function nameOf(policy: unknown): unknown {
  return typeof policy === "object" && policy !== null && "name" in policy ? policy.name : policy;
}
