import type { DeskEvent } from "../events/vocabulary.ts";
import type { EmploymentRow } from "./rows-beside-conversations.ts";

/**
 * When an agent was on the staff: from the first event about him until he left or was made inactive; again from when he
 * was made active or was seen at work.
 *
 * @param events in order
 */
export function employmentsOf(agent: string, events: readonly DeskEvent[]): readonly EmploymentRow[] {
  const spans: { validFrom: Date; validTo: Date | null }[] = [];
  for (const [index, event] of events.entries()) {
    const isOn = spans.at(-1)?.validTo === null;
    const move = staffMove(event);
    if (!isOn && (move === "comes" || (index === 0 && move === null)))
      spans.push({ validFrom: event.at, validTo: null });
    // Of whom nothing was known before he left, at least that counts.
    if (spans.length === 0 && event.type === "agent.left") spans.push({ validFrom: event.at, validTo: null });
    const last = spans.at(-1);
    if (move === "goes" && last) last.validTo ??= event.at;
  }
  return spans.map((span, index) => ({ no: index + 1, agent, ...span }));
}

/** What an event says about being on the staff. An `offline` after the last day brings nobody back. */
export function staffMove(event: DeskEvent): "comes" | "goes" | null {
  switch (event.type) {
    case "agent.updated":
      if (event.data.active === undefined) return null;
      return event.data.active ? "comes" : "goes";
    case "agent.presence":
      return event.data.state === "offline" ? null : "comes";
    case "agent.left":
      return "goes";
    default:
      return null;
  }
}
