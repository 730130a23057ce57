import { askInWords, askLeads, askManagers } from "./ask-whom.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "./person.ts";
import type { Narrowing, Question } from "./question.ts";
import type { Viewer } from "./viewer.ts";

/** Fewer people than this make no group: what is said of them is said of each. */
export const LEAST_PEOPLE = 4;

export type Permission = Allowed | Denied;

export interface Allowed {
  readonly allowed: true;
  /** Another single person is asked about: write it down by `recordLookUp` before it is answered. */
  readonly isLookUp: boolean;
  /** Those persons, by agent's id. */
  readonly lookedUp: readonly string[];
  /**
   * Not 0: every value with fewer people behind it must be hidden by `hideSmallGroups` before anything is shown, in
   * whatever form.
   */
  readonly leastPeople: number;
}

interface Denied {
  readonly allowed: false;
  /** Whole sentences, fit to be shown: why, whom to ask, and what to ask instead. */
  readonly reason: string;
  readonly ask: readonly Person[];
}

/**
 * What an agent may split the numbers of his team by. What is not here is refused: agents and tags name persons, and in
 * an hour of one day only a few are at work.
 */
const splits: ReadonlySet<string> = new Set([
  "team",
  "channel",
  "priority",
  "topic",
  "product",
  "segment",
  "initiated-by",
  "status",
  "sentiment",
  "network",
  "kind",
  "target",
  "policy",
  "currency",
  "day",
  "week",
  "month",
  "hour-of-day",
  "weekday",
]);
/** What they may be narrowed to. */
const narrowings: ReadonlySet<string> = new Set([...splits, "automatic"]);

const nobodysNumbers =
  "deskpulse does not know which agent of the help desk you are, so you see no numbers of your own";

/** Whether somebody may have a question answered; the rules as a table are in docs/people.md. */
export function mayAsk(viewer: Viewer, question: Question): Permission {
  const { person } = viewer;
  if (!person || viewer.refusal) {
    const { reason = "You are nobody deskpulse knows.", ask = [] } = viewer.refusal ?? {};
    return { allowed: false, reason, ask };
  }
  switch (viewer.role) {
    case "admin":
    case "manager":
      return allowed(viewer, question);
    case "lead":
      return leadMayAsk(viewer, question);
    case "agent":
      return agentMayAsk(viewer, question);
    case "nobody":
      return { allowed: false, reason: "You are nobody deskpulse knows.", ask: [] };
    default:
      return viewer.role satisfies never;
  }
}

/** Whether somebody may say which chat user is which person. */
export function mayLinkPeople(viewer: Viewer): boolean {
  return viewer.person !== null && (viewer.role === "admin" || viewer.role === "manager");
}

function leadMayAsk(viewer: Viewer, question: Question): Permission {
  const { directory, teams } = viewer;
  const members = directory.teams.filter(({ id }) => teams.includes(id)).flatMap(({ agents }) => agents);
  const own = viewer.agentId === null ? members : [...members, viewer.agentId];
  if (isWithin(question, "team", teams) || isWithin(question, "agent", own)) return allowed(viewer, question);
  const which = teams.length > 0 ? nameTeams(directory, teams) : "no team yet";
  const ask = askManagers(directory);
  return denied(`You lead ${which}, and see its numbers and those of its agents.`, ask);
}

function agentMayAsk(viewer: Viewer, question: Question): Permission {
  const { agentId, directory, teams } = viewer;
  if (agentId !== null && isWithin(question, "agent", [agentId])) return allowed(viewer, question);
  const ask = askLeads(directory, teams);
  const own = agentId === null ? nobodysNumbers : "You see your own numbers";
  if (listsOf(question, "agent").length > 0 || question.by.includes("agent"))
    return denied(`${own}, and no other person's.`, ask);
  if (teams.length === 0) return denied(`${own}; you are in no team yet.`, ask);
  if (!isWithin(question, "team", teams))
    return denied(`${own}, and those of ${nameTeams(directory, teams)}.`, ask);
  return teamAsGroup(viewer, question, ask);
}

function teamAsGroup(viewer: Viewer, question: Question, ask: readonly Person[]): Permission {
  const { directory, teams } = viewer;
  const tooSmall = directory.teams.filter(
    ({ id, agents }) => teams.includes(id) && agents.length < LEAST_PEOPLE,
  );
  if (tooSmall.length > 0) {
    const names = tooSmall.map(({ name }) => name).join(", ");
    const rule = `${names} has fewer than ${LEAST_PEOPLE} agents, so its numbers would tell of single persons.`;
    return denied(rule, ask);
  }
  if (question.shows === "conversations")
    return denied("The conversations behind a team's number tell of single persons.", ask);
  const split = question.by.find((dimension) => !splits.has(dimension));
  if (split !== undefined) return denied(`A team's numbers by ${split} would tell of single persons.`, ask);
  const narrow = dimensionsOf(question).find((dimension) => !narrowings.has(dimension));
  if (narrow !== undefined)
    return denied(`A team's numbers of one ${narrow} would tell of single persons.`, ask);
  return { allowed: true, isLookUp: false, lookedUp: [], leastPeople: LEAST_PEOPLE };
}

function allowed(viewer: Viewer, question: Question): Allowed {
  const named = new Set(listsOf(question, "agent").flat());
  const lookedUp = [...named].filter((agentId) => agentId !== viewer.agentId);
  return { allowed: true, isLookUp: lookedUp.length > 0, lookedUp, leastPeople: 0 };
}

function denied(rule: string, ask: readonly Person[]): Denied {
  return { allowed: false, reason: `${rule} ${askInWords(ask)}`, ask };
}

/**
 * Whether every list of values that the question gives for a dimension stays within what is allowed, and there is one:
 * whichever of scope and filters goes before the other, the answer stays within.
 */
function isWithin(question: Question, dimension: string, allowedValues: readonly string[]): boolean {
  const lists = listsOf(question, dimension);
  return (
    lists.length > 0 &&
    lists.every((list) => list.length > 0 && list.every((value) => allowedValues.includes(value)))
  );
}

function listsOf(question: Question, dimension: string): (readonly string[])[] {
  return parts(question).flatMap((part) => {
    const list = Object.hasOwn(part, dimension) ? part[dimension] : undefined;
    return list === undefined ? [] : [list];
  });
}

function dimensionsOf(question: Question): string[] {
  return parts(question).flatMap((part) =>
    Object.keys(part).filter((dimension) => part[dimension] !== undefined),
  );
}

function parts({ filters, scope }: Question): Narrowing[] {
  return scope === undefined || scope === "all" ? [filters] : [filters, scope];
}

function nameTeams({ teams }: Directory, ids: readonly string[]): string {
  return ids.map((id) => teams.find((team) => team.id === id)?.name ?? id).join(" and ");
}
