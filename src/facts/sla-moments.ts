import type { SlaClockRow, SlaMomentRow } from "./sla-rows.ts";

/** When the clocks that still run call for somebody. */
export function slaMomentsOf(clocks: readonly SlaClockRow[]): readonly SlaMomentRow[] {
  return clocks
    .filter(({ ending }) => ending === null)
    .flatMap(({ conversation, no: clockNo, warnAt, dueAt }) => [
      ...warnAt.map((at) => ({ conversation, clockNo, kind: "warning" as const, at })),
      ...(dueAt ? [{ conversation, clockNo, kind: "breach" as const, at: dueAt }] : []),
    ])
    .map((moment, index) => ({ no: index + 1, ...moment }));
}
