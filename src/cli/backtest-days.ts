import { bucketsOf } from "../calendar/buckets.ts";
import type { Period } from "../calendar/period.ts";
import { textTable } from "./text-table.ts";

/**
 * How many came on each day, as a table with a column each; days without any are left out.
 *
 * @param columns by their headings
 * @returns "" where there were none
 */
export function backtestDays(
  columns: Readonly<Record<string, readonly { readonly at: Date }[]>>,
  period: Pick<Period, "from" | "to" | "timezone">,
): string {
  const days = bucketsOf({ ...period, step: "elapsed", name: "" }, "day").flatMap(({ key, from, to }) => {
    const counts = Object.values(columns).map(
      (alerts) => alerts.filter(({ at }) => at >= from && at < to).length,
    );
    return counts.every((count) => count === 0) ? [] : [[key, ...counts.map(String)]];
  });
  if (days.length === 0) return "";
  return textTable(
    [
      { label: "day", align: "left" },
      ...Object.keys(columns).map((label) => ({ label, align: "right" as const })),
    ],
    days,
  );
}
