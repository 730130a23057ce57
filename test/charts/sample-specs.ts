import type { HeatMapChart, SeriesChart } from "../../src/charts/chart-spec.ts";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

export const byDay: SeriesChart = {
  kind: "line",
  title: "Conversations opened by day",
  unit: "count",
  labels: weekdays.map((day, at) => `${day} ${at + 2}`),
  series: [
    { name: "This week", role: "current", values: [120, 138, 96, 134, 125, 35, 50] },
    { name: "Week before", role: "previous", values: [60, 70, 50, 66, 60, 20, 24] },
  ],
};

export const byChannel: SeriesChart = {
  kind: "bar",
  title: "Conversations opened by channel",
  unit: "count",
  labels: ["email", "chat", "phone"],
  series: [
    { name: "Yesterday", role: "current", values: [400, 100, 200] },
    { name: "The day before", role: "previous", values: [200, 300, null] },
  ],
};

export const heatMap: HeatMapChart = {
  kind: "heat-map",
  title: "Messages received by hour and weekday",
  unit: "count",
  columns: hours,
  rows: weekdays,
  values: weekdays.map((_day, row) => hours.map((_hour, at) => (at < 6 ? 0 : row * 10 + at))),
};
