import type { TicketPhase } from "../../ticket-phase.ts";

/** Freshdesk writes numbers in its API and in what triggered a rule, and words in its placeholders. */
const phases: Readonly<Record<string, TicketPhase>> = {
  "2": "active",
  open: "active",
  "3": "waiting",
  pending: "waiting",
  "4": "solved",
  resolved: "solved",
  "5": "closed",
  closed: "closed",
  "6": "waiting",
  "waiting on customer": "waiting",
  "7": "waiting",
  "waiting on third party": "waiting",
};

const priorities: Readonly<Record<string, string>> = {
  "1": "low",
  "2": "medium",
  "3": "high",
  "4": "urgent",
};

const channels: Readonly<Record<string, string>> = {
  "1": "email",
  "2": "portal",
  "3": "phone",
  "5": "twitter",
  "6": "facebook",
  "7": "chat",
  "8": "whatsapp",
  "9": "feedback-widget",
  "10": "email",
  "outbound email": "email",
  "feedback widget": "feedback-widget",
};

/** A status of one's own counts as work going on. */
export function phaseOf(status: string | undefined): TicketPhase {
  return status === undefined ? "other" : (phases[status.toLowerCase()] ?? "active");
}

export function priorityOf(priority: string | undefined): string | undefined {
  return priority === undefined ? undefined : (priorities[priority] ?? priority.toLowerCase());
}

export function channelOf(source: string | undefined): string {
  return channels[source?.toLowerCase() ?? ""] ?? source?.toLowerCase() ?? "email";
}

export function isOutbound(source: string | undefined): boolean {
  return source === "10" || source?.toLowerCase() === "outbound email";
}
