import type {
  IContainer,
  IGroupedVerticalBarChart,
  IImage,
  ILineChart,
  ITextBlock,
} from "@microsoft/teams.cards";
import type { ChartSpec } from "../../charts/chart-spec.ts";
import type { ChartDrawer } from "../../charts/drawer.ts";
import type { Chart } from "../../messages/report.ts";
import { platformLimits } from "../platform-limits.ts";
import { type CardRoom, omission } from "./card-room.ts";
import { cutText, textBlock } from "./card-text.ts";
import { chartTable } from "./chart-table.ts";
import { nativeChart, shownLabels } from "./native-chart.ts";

/**
 * A chart the client draws itself, sharp and in its theme; where it cannot, the picture by its public address; where
 * there is none, the numbers. The title stands above, since clients may hide a chart's own.
 */
export function chartToElements(
  section: Chart,
  publicUrl: ChartDrawer["publicUrl"],
  room: CardRoom,
): (ITextBlock | IContainer | IImage | ILineChart | IGroupedVerticalBarChart)[] {
  const { spec } = section;
  const title = textBlock(cutText(spec.title, room.label), { weight: "Bolder", spacing: "Large" });
  const substitute = picture(section, publicUrl, room) ?? chartTable(section, room);
  if (spec.kind === "heat-map") return [title, substitute];
  return [
    title,
    ...barGoal(spec, room),
    { ...nativeChart(spec, room), fallback: substitute },
    ...leftOut(spec, room),
  ];
}

/** Grouped bars cannot carry a line, so their goal is said. */
function barGoal(spec: ChartSpec, room: CardRoom): ITextBlock[] {
  if (spec.kind !== "bar" || !spec.goal) return [];
  const { label } = spec.goal;
  return [textBlock(cutText(label, room.label), { size: "Small", isSubtle: true, spacing: "None" })];
}

function leftOut(spec: ChartSpec, room: CardRoom): ITextBlock[] {
  if (spec.kind === "heat-map") return [];
  const { from, to } = shownLabels(spec, room.chartPoints);
  return omission(spec.labels.length - (to - from), spec.kind === "line" ? "earlier point" : "bar");
}

/** Teams loads pictures over https only, and none with an address longer than it takes. */
function picture(section: Chart, publicUrl: ChartDrawer["publicUrl"], room: CardRoom): IImage | undefined {
  const url = publicUrl(section.spec);
  if (url === undefined || !url.startsWith("https://")) return undefined;
  if (url.length > platformLimits.teams.address) return undefined;
  return { type: "Image", url, altText: cutText(section.altText, room.text), size: "Stretch" };
}
