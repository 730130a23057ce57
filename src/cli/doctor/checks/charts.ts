import { quickchartDrawer } from "../../../charts/quickchart-drawer.ts";
import { reason } from "../../../errors.ts";
import type { Check } from "../check.ts";
import { fine, problem } from "../finding.ts";

const TIMEOUT_MS = 8_000;

/** Whether the chart server draws, where one is set. */
export const charts: Check = {
  name: "charts",
  async look({ environment }) {
    if (environment.QUICKCHART_URL === undefined) return [fine("Charts are drawn by deskpulse itself.")];
    const quickchartUrl = new URL(environment.QUICKCHART_URL);
    const drawer = quickchartDrawer({
      baseUrl: quickchartUrl,
      quickchartUrl,
      key: "",
      timeoutMs: TIMEOUT_MS,
    });
    try {
      await drawer.draw({
        kind: "bar",
        title: "deskpulse doctor",
        unit: "count",
        labels: ["1"],
        series: [{ name: "1", role: "current", values: [1] }],
      });
      return [fine(`The chart server ${quickchartUrl.origin} draws.`)];
    } catch (error) {
      return [
        problem(reason(error), "Start it, correct QUICKCHART_URL, or remove it: deskpulse draws by itself."),
      ];
    }
  },
};
