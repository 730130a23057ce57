import type { Room } from "./room.ts";
import { normalised } from "./vocabulary.ts";

/** What can be tested: a policy, or an alert on a KPI. */
export interface BacktestSubject {
  readonly kind: "policy" | "alert";
  /** As deskpulse.yaml has it. */
  readonly name: string;
  /** What is typed for it: its kind goes before a name that both a policy and an alert have. */
  readonly line: string;
}

/** What deskpulse.yaml has that can be tested. */
export function backtestSubjects({ config }: Pick<Room, "config">): readonly BacktestSubject[] {
  const all = [
    ...config.sla.map(({ name }) => ({ kind: "policy" as const, name })),
    ...config.alerts.map(({ id }) => ({ kind: "alert" as const, name: id })),
  ];
  return all.map((subject) => {
    const same = all.filter(({ name }) => normalised(name) === normalised(subject.name));
    const plain = subject.name.trim().replaceAll(/\s+/g, " ");
    return { ...subject, line: same.length > 1 ? `${subject.kind} ${plain}` : plain };
  });
}

/** What may be typed for it, in lower case. */
export function wordsFor({ kind, name }: BacktestSubject): readonly string[] {
  const plain = name.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const spoken = normalised(name);
  const names = [...new Set([plain, spoken, spoken.replaceAll("-", " ")])].filter((words) => words !== "");
  return names.flatMap((words) => [words, `${kind} ${words}`]);
}

/** A name in quotes is the same name. */
export function withoutQuotes(words: string, subjects: readonly BacktestSubject[]): string {
  return words.replaceAll(/(^|\s)["“„«]([^"“”„«»]+)["”“»]/g, (whole, before: string, inside: string) =>
    subjects.some(({ name }) => normalised(name) === normalised(inside)) ? `${before}${inside}` : whole,
  );
}
