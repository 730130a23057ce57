import type { RunningClock, SlaState, SlaStatus } from "../metrics/sla-status.ts";
import { formatValue } from "../metrics/wording.ts";
import { textTable } from "./text-table.ts";

/** What `sla status` prints to people. */
export function slaStatusText(status: SlaStatus, agentNames: ReadonlyMap<string, string>): string {
  const { counts, clocks } = status;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return "No SLA clock is running.\n";
  const heading = `${counts.breached} breached and still waiting, ${counts["at-risk"]} at risk, ${counts.running} running, ${counts.paused} paused`;
  const columns = [
    "state",
    "due",
    "waits for",
    "conversation",
    "policy",
    "priority",
    "channel",
    "team",
    "agent",
  ];
  const table = textTable(
    columns.map((label) => ({ label, align: "left" })),
    clocks.map((clock) => [
      STATES[clock.state],
      remaining(clock),
      TARGETS[clock.target],
      clock.conversation,
      clock.policy,
      clock.priority ?? "",
      clock.channel ?? "",
      clock.team ?? "",
      clock.agent === null ? "" : (agentNames.get(clock.agent) ?? clock.agent),
    ]),
  );
  const more = total > clocks.length ? `\n… and ${total - clocks.length} more\n` : "";
  return `${heading}\n\n${table}\n${more}`;
}

const STATES: Readonly<Record<SlaState, string>> = {
  breached: "breached",
  "at-risk": "at risk",
  running: "running",
  paused: "paused",
};

const TARGETS: Readonly<Record<RunningClock["target"], string>> = {
  "first-response": "first response",
  "next-response": "next response",
  resolution: "resolution",
};

function remaining({ state, remainingSeconds }: RunningClock): string {
  if (remainingSeconds === null) return "never";
  const span = formatValue("duration", Math.abs(remainingSeconds));
  if (state === "paused") return `${span} left`;
  return remainingSeconds < 0 ? `${span} ago` : `in ${span}`;
}
