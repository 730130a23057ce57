import type { Chart, Report } from "./report.ts";

const LONGEST = 80;

/**
 * A file name for each chart of a report, in order: from the report's and the chart's titles, so that the same report
 * always gives the same names, and no two of one report are alike.
 */
export function pictureNames(report: Report): readonly { readonly chart: Chart; readonly name: string }[] {
  const heading = report.sections.find((section) => section.type === "heading");
  const charts = report.sections.filter((section) => section.type === "chart");
  const used = new Map<string, number>();
  return charts.map((chart) => {
    const base = slug(`${heading?.text ?? "report"} ${chart.spec.title}`);
    const uses = (used.get(base) ?? 0) + 1;
    used.set(base, uses);
    return { chart, name: uses === 1 ? `${base}.png` : `${base}-${uses}.png` };
  });
}

function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return words.slice(0, LONGEST).replace(/-$/, "") || "chart";
}
