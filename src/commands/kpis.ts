import type { Section } from "../messages/report.ts";
import { catalogue } from "../metrics/catalogue.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import { AskBack } from "./ask-back.ts";
import type { Command } from "./command.ts";
import { suggestions } from "./suggestions.ts";
import { normalised } from "./vocabulary.ts";

/** A select takes no more, and nobody reads more. */
const MOST_CHOICES = 25;

export const kpis: Command = {
  name: "kpis",
  summary: "All KPIs with what they mean, or those with a word in them",
  usage: "[word]",
  examples: ["kpis", "kpis response"],
  async run({ words, place }) {
    const found = catalogue.filter((definition) => fits(definition, words));
    if (found.length === 0) throw nothingFound(words);
    const sections = [...Map.groupBy(found, ({ family }) => family)].map(([family, definitions]) =>
      familyTable(family, definitions),
    );
    const title = words === "" ? `${found.length} KPIs` : `KPIs with “${words}”`;
    const options = found
      .slice(0, MOST_CHOICES)
      .map(({ id, name }) => ({ label: name, command: `kpi ${id}` }));
    return {
      report: {
        summary: `${title}: ${found.map(({ id }) => id).join(", ")}`,
        sections: [
          {
            type: "heading",
            text: title,
            subtitle: "Ask for one with kpi and its id, such as kpi csat last week",
          },
          ...sections,
          { type: "actions", actions: [{ label: "Show one …", options }] },
        ],
      },
      // Definitions are no numbers: whoever is there may read them.
      visibility: place.kind === "personal" ? "personal" : "channel",
    };
  },
};

function fits({ id, name, definition, family }: MetricDefinition, words: string): boolean {
  const text = normalised(`${id} ${name} ${definition} ${family}`);
  return normalised(words)
    .split("-")
    .every((word) => text.includes(word));
}

function nothingFound(words: string): AskBack {
  const near = suggestions(words, { metrics: catalogue, names: [], flags: [] });
  const ids = near.filter((id) => catalogue.some((definition) => definition.id === id));
  return new AskBack(`No KPI has ${JSON.stringify(words)} in its name or meaning.`, [
    ...ids.map((id) => `kpis ${id}`),
    "kpis",
  ]);
}

function familyTable(family: string, definitions: readonly MetricDefinition[]): Section {
  return {
    type: "table",
    title: family,
    columns: [
      { label: "KPI", align: "left" },
      { label: "Name", align: "left" },
      { label: "What it tells", align: "left" },
    ],
    rows: definitions.map(({ id, name, definition }) => [id, name, definition]),
  };
}
