import type { DeskEvent, EventData } from "../events/vocabulary.ts";
import { moneyOf } from "./amount.ts";
import type { FactRows } from "./rows.ts";
import type { TrafficRow } from "./rows-beside-conversations.ts";

/** The row of an event that is about no conversation and no person: a mention, a cost, traffic, the team's survey. */
export function besideConversations(event: DeskEvent): Partial<FactRows> {
  const { at } = event;
  switch (event.type) {
    case "mention.posted": {
      const { network, sentiment = null } = event.data;
      return { mentions: [{ at, network, sentiment }] };
    }
    case "cost.recorded": {
      const { team = null, channel = null, kind = null } = event.data;
      return { costs: [{ ...spanOf(event.data), team, channel, kind, ...moneyOf(event.data) }] };
    }
    case "traffic.counted":
      return { traffic: [trafficOf(event.data)] };
    case "employee.surveyed": {
      const { agent = null, team = null, score, scale } = event.data;
      const bounds = { scaleMin: scale?.min ?? null, scaleMax: scale?.max ?? null };
      return { employeeAnswers: [{ at, agent, team, score, ...bounds }] };
    }
    default:
      return {};
  }
}

function trafficOf(data: EventData<"traffic.counted">): TrafficRow {
  return {
    ...spanOf(data),
    pageViews: data.pageViews ?? null,
    pageViewsInOpeningHours: data.pageViewsInOpeningHours ?? null,
    pageViewsWithAgentOnline: data.pageViewsWithAgentOnline ?? null,
    siteVisits: data.siteVisits ?? null,
    supportPageVisits: data.supportPageVisits ?? null,
    chatButtonShown: data.chatButtonShown ?? null,
    chatsStarted: data.chatsStarted ?? null,
  };
}

function spanOf({ from, to }: { readonly from: string; readonly to: string }) {
  return { fromAt: new Date(from), toAt: new Date(to) };
}
