import type { Credit } from "./rows.ts";
import type { Moment } from "./timeline.ts";

/** A reply: its sender, in the conversation's team at that moment. */
export function creditOfSender(moment: Moment, sender: string | null): Credit {
  return { agent: sender, team: moment.assignment.team };
}

/** A received message, a wait without a reply, a level: the assignee. */
export function creditOfAssignee(moment: Moment): Credit {
  return moment.assignment;
}

/** A resolution or a closing: the agent named in it, else the assignee, else the last replier. */
export function creditOfEnding(moment: Moment): Credit {
  const { assignment, lastReplier } = moment;
  return { agent: agentNamed(moment) ?? assignment.agent ?? lastReplier, team: assignment.team };
}

/** A rating, an order, a payment, a conversion: the agent named in it, else the one who replied last before it, else the assignee. */
export function creditOfRating(moment: Moment): Credit {
  const { assignment, lastReplier } = moment;
  return { agent: agentNamed(moment) ?? lastReplier ?? assignment.agent, team: assignment.team };
}

function agentNamed({ event }: Moment): string | null {
  switch (event.type) {
    case "conversation.resolved":
    case "conversation.closed":
    case "survey.answered":
    case "order.placed":
    case "payment.requested":
    case "payment.received":
      return event.data.agent ?? null;
    default:
      return null;
  }
}
