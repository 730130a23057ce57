import { Command } from "commander";
import { catalogue } from "../metrics/catalogue.ts";

/** Lists the KPIs with their definitions. */
export function kpisCommand(): Command {
  return new Command("kpis")
    .description("List the KPIs with what they mean")
    .option("--json", "print JSON")
    .action(({ json }: { json?: true }) => {
      process.stdout.write(json ? `${JSON.stringify({ kpis: entries() })}\n` : list());
    });
}

function entries() {
  return catalogue.map(({ id, name, definition, family, unit, direction, at, dimensions }) => ({
    id,
    name,
    definition,
    family,
    unit,
    direction,
    at,
    dimensions,
  }));
}

function list(): string {
  const families = [...new Set(catalogue.map(({ family }) => family))];
  const sections = families.map((family) => {
    const own = catalogue.filter((definition) => definition.family === family);
    const lines = own.map(
      ({ id, name, unit, direction, definition }) =>
        `  ${id}\n      ${name} (${unit}${better(direction)}). ${definition}`,
    );
    return `${family}\n${lines.join("\n")}`;
  });
  return `${sections.join("\n\n")}\n`;
}

function better(direction: "lower" | "higher" | "neutral"): string {
  return direction === "neutral" ? "" : `, ${direction} is better`;
}
