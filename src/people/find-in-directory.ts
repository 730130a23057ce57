import { closest } from "../closest.ts";
import { UsageError } from "../errors.ts";
import type { Directory, DirectoryAgent, DirectoryTeam } from "./directory.ts";
import type { Person } from "./person.ts";

interface Called {
  readonly id: string | null;
  readonly name: string;
  readonly email?: string | null;
}

/**
 * An agent by id, e-mail address, name, or one word of the name that nobody shares.
 *
 * @throws UsageError naming the nearest agent, or those it could be
 */
export function findAgent({ agents }: Directory, words: string): DirectoryAgent {
  return find(words, "agent", agents, (agent) => agent);
}

/**
 * Anybody who may use deskpulse, by e-mail address, agent's id, name, or one word of the name that nobody shares.
 *
 * @throws UsageError naming the nearest person, or those it could be
 */
export function findPerson({ people }: Directory, words: string): Person {
  return find(words, "person", people, ({ agentId, name, email }) => ({ id: agentId, name, email }));
}

/**
 * A team by id or name.
 *
 * @throws UsageError naming the nearest team, or all there are
 */
export function findTeam({ teams }: Directory, words: string): DirectoryTeam {
  return find(words, "team", teams, (team) => team);
}

function find<T>(words: string, noun: string, all: readonly T[], called: (one: T) => Called): T {
  const wanted = folded(words);
  const described = all.map((one) => ({ one, ...called(one) }));
  const ways = [
    (of: Called) => of.id === words.trim(),
    (of: Called) => folded(of.email ?? "") === wanted,
    (of: Called) => folded(of.id ?? "") === wanted || folded(of.name) === wanted,
    (of: Called) => folded(of.name).split(/\s+/).includes(wanted),
  ];
  for (const way of ways) {
    const [first, ...others] = wanted === "" ? [] : described.filter(way);
    if (first && others.length === 0) return first.one;
    if (first) throw new UsageError(ambiguous(words, [first, ...others]));
  }
  throw new UsageError(unknown(words, noun, described));
}

function ambiguous(words: string, candidates: readonly Called[]): string {
  const names = candidates.slice(0, 5).map(({ name, email, id }) => `${name} (${email ?? id})`);
  return `${JSON.stringify(words)} could be ${names.join(" or ")}: say which by what stands in brackets.`;
}

function unknown(words: string, noun: string, all: readonly Called[]): string {
  const names = [...new Set(all.flatMap(({ id, name, email }) => [name, ...name.split(/\s+/), id, email]))];
  const near = closest(
    words,
    names.flatMap((name) => name || []),
  );
  const some = all
    .slice(0, 8)
    .map(({ name }) => name)
    .join(", ");
  const hint = near ? `did you mean ${near}?` : all.length > 0 ? `there are ${some}.` : "none is known yet.";
  return `${JSON.stringify(words)} is no ${noun}: ${hint}`;
}

/** Without case and accents, so that "Jose" finds José. */
function folded(text: string): string {
  return text.trim().normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
