import { closest } from "../closest.ts";
import type { ConfigProblem } from "../config/config-problem.ts";
import type { DeskConfig } from "../config/desk-config.ts";

type Path = ConfigProblem["path"];

/** Teams come with the events: only who lists some is held to the list. */
export function checkTeam(config: DeskConfig, team: string | undefined, path: Path): ConfigProblem[] {
  const teams = new Set(Object.keys(config.teams));
  return teams.size === 0 ? [] : optional(team, path, teams, "team");
}

/** The same of a name that may be left out. */
export function optional(name: string | undefined, path: Path, names: ReadonlySet<string>, noun: string) {
  return name === undefined ? [] : member(name, path, names, noun);
}

/** What is wrong with a name that must be one of a few. */
export function member(name: string, path: Path, names: ReadonlySet<string>, noun: string): ConfigProblem[] {
  if (names.has(name)) return [];
  const nearest = closest(name, [...names]);
  const known = [...names].sort().join(", ") || "none is defined";
  const hint = nearest ? `did you mean ${nearest}?` : `known are ${known}`;
  return [{ path, message: `"${name}" is not a known ${noun}; ${hint}` }];
}

/** Positions of what stands earlier in the list already. */
export function repeated(names: readonly (string | number)[]): number[] {
  return names.flatMap((name, no) => (names.indexOf(name) < no ? [no] : []));
}
