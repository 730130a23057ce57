import type { SlaClockRow, SlaMomentRow } from "./sla-rows.ts";

/** When the clocks that still run call for somebody. */
export function slaMomentsOf(clocks: readonly SlaClockRow[]): readonly SlaMomentRow[] {
  return clocks
    .filter(({ ending }) => ending === null)
    .flatMap(({ warnAt, dueAt, ...clock }) => [
      ...warnAt.map((at) => momentOf(clock, "warning", at)),
      ...(dueAt ? [momentOf(clock, "breach", dueAt)] : []),
    ])
    .map((moment, index) => ({ no: index + 1, ...moment }));
}

function momentOf(
  { conversation, no: clockNo, kind: target, ofNo, policy }: Omit<SlaClockRow, "warnAt" | "dueAt">,
  kind: SlaMomentRow["kind"],
  at: Date,
): Omit<SlaMomentRow, "no"> {
  return { conversation, clockNo, target, ofNo, policy, kind, at };
}
