import type { Heading, Report, Section } from "../messages/report.ts";

export interface Escalated {
  /** What to call who is next on the list. */
  readonly to: string;
  /** Whether nobody else reads it. */
  readonly isReader: boolean;
  /** In a sentence; null once somebody took it on. */
  readonly why: string | null;
  readonly isOver: boolean;
}

/** The message by which the next on the list learns of an episode: its living message under another heading, until it is over. */
export function escalatedReport(living: Report, { to, isReader, why, isOver }: Escalated): Report {
  if (isOver) return { ...living, sections: withNote(living.sections, `It was escalated to ${to}`) };
  const heading = isReader ? "Escalated to you" : `Escalated to ${to}`;
  return {
    summary: `${heading}: ${living.summary}`,
    sections: living.sections.flatMap((section): readonly Section[] =>
      section.type === "heading" ? opening(section, heading, why) : [section],
    ),
  };
}

function opening(living: Heading, heading: string, why: string | null): readonly Section[] {
  const { text, subtitle } = living;
  return [
    { ...living, text: heading, subtitle: subtitle === undefined ? text : `${text} · ${subtitle}` },
    ...(why === null ? [] : [{ type: "paragraph" as const, text: why }]),
  ];
}

function withNote(sections: readonly Section[], note: string): readonly Section[] {
  return sections.map((section) =>
    section.type === "footnote" ? { ...section, lines: [note, ...section.lines] } : section,
  );
}
