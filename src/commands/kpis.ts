import type { Action, Section } from "../messages/report.ts";
import { catalogue } from "../metrics/catalogue.ts";
import type { MetricDefinition } from "../metrics/metric-definition.ts";
import { AskBack } from "./ask-back.ts";
import type { Command } from "./command.ts";
import { suggestions } from "./suggestions.ts";
import { normalised } from "./vocabulary.ts";

/** A select takes no more, and nobody reads more. */
const MOST_CHOICES = 25;
/** The definitions of so many fit into a message; of more the ids are listed. */
const MOST_DEFINED = 30;

export const kpis: Command = {
  name: "kpis",
  summary: "All KPIs by family; with a word what those mean that have it",
  usage: "[word]",
  examples: ["kpis", "kpis speed", "kpis response"],
  async run({ words, place }) {
    const families = catalogue.filter(({ family }) => normalised(family) === normalised(words));
    const found = families.length > 0 ? families : catalogue.filter((each) => fits(each, words));
    if (found.length === 0) throw nothingFound(words);
    const byFamily = [...Map.groupBy(found, ({ family }) => family)];
    const title = words === "" ? `${found.length} KPIs` : `KPIs with “${words}”`;
    const subtitle =
      found.length > MOST_DEFINED
        ? "kpis and a family or a word tells what they mean"
        : "Ask for one by its id: kpi csat last week";
    return {
      report: {
        summary: `${title}: ${found.map(({ id }) => id).join(", ")}`,
        sections: [
          { type: "heading", text: title, subtitle },
          ...byFamily.map(([family, definitions]) => familySection(family, definitions, found.length)),
          {
            type: "actions",
            actions: actions(
              found,
              byFamily.map(([family]) => family),
            ),
          },
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

function familySection(family: string, definitions: readonly MetricDefinition[], found: number): Section {
  const lines =
    found > MOST_DEFINED
      ? [definitions.map(({ id }) => id).join(", ")]
      : definitions.map(({ id, name, definition }) => `${id} · ${name}: ${definition}`);
  return { type: "paragraph", text: [family, ...lines].join("\n") };
}

function actions(found: readonly MetricDefinition[], families: readonly string[]): readonly Action[] {
  const shown = found.slice(0, MOST_CHOICES).map(({ id, name }) => ({ label: name, command: `kpi ${id}` }));
  const meant = families.map((family) => ({ label: family, command: `kpis ${family.toLowerCase()}` }));
  return found.length > MOST_DEFINED
    ? [{ label: "What they mean …", options: meant }]
    : [{ label: "Show one …", options: shown }];
}
