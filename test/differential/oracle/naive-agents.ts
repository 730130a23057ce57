import type { AgentFigures } from "../../../src/metrics/agent-figures.ts";
import type { Kpi } from "./answer.ts";
import { cellName, cellsOf } from "./cells.ts";
import type { Labels, Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { Question } from "./question.ts";
import { employments } from "./team.ts";
import type { ToldDesk } from "./told-desk.ts";

/** What a person wrote, to a customer or as a note. */
interface Written extends Sample {
  readonly event: Heard;
}

function writtenIn({ conversations, outside, teamOf }: ToldDesk): readonly Written[] {
  const inside = conversations.flatMap(({ life, labels }) =>
    [...life.messages.filter(({ event }) => event.type === "message.sent"), ...life.notes].map(
      ({ at, agent, team, event }) => ({ at, value: 1, event, labels: labels({ agent, team }, at) }),
    ),
  );
  const alone = outside
    .filter(({ data }) => data.author?.kind === "agent")
    .map((event) => {
      const agent = event.data.author?.id ?? "";
      const labels: Labels = { agent: [agent], team: [teamOf(agent, event.at)] };
      return { at: event.at, value: 1, event, labels };
    });
  return [...inside, ...alone];
}

/** A row for each agent who did something, and for each who is on the staff now. */
export function naiveAgents(
  told: ToldDesk,
  kpis: Readonly<Record<string, Kpi>>,
  asked: Question,
): ReadonlyMap<string, Omit<AgentFigures, "name">> {
  const question = { ...asked, by: ["agent"] };
  const written = writtenIn(told);
  const cells = cellsOf(written, question);
  const pieces = (agent: string, type: string, kind: string) =>
    (cells.get(cellName([agent])) ?? [])
      .filter(({ event }) => event.type === type)
      .flatMap(({ event }) => event.data.media ?? [])
      .filter((piece) => piece === kind).length;
  const answerOf = (metric: string) => kpis[metric]?.({ ...question, metric });
  const figures = ["messages-sent", "payments-requested", "response-time", "conversations-closed"].map(
    answerOf,
  );
  const [sent, requested, waits, closed] = figures;
  const did = [...figures.flatMap((answer) => [...(answer?.names ?? [])]), ...cells.keys()].flatMap(
    (name) => JSON.parse(name) as (string | null)[],
  );
  const agents = new Set([...did.filter((agent) => agent !== null), ...onTheStaff(told, question)]);
  const row = (agent: string) => ({
    agent,
    messagesSent: sent?.cell(cellName([agent])).value ?? 0,
    paymentRequestsSent: requested?.cell(cellName([agent])).value ?? 0,
    videosSent: pieces(agent, "message.sent", "video"),
    videosSentInNotes: pieces(agent, "note.added", "video"),
    imagesSent: pieces(agent, "message.sent", "image"),
    imagesSentInNotes: pieces(agent, "note.added", "image"),
    averageResponseTime: waits?.cell(cellName([agent])).value ?? null,
    closedConversations: closed?.cell(cellName([agent])).value ?? 0,
    lastSeen: lastSeen(agent, told, written),
  });
  return new Map([...agents].map((agent) => [agent, row(agent)]));
}

/** Now, and of the teams that are asked for at some time in the period. */
function onTheStaff({ heard, teamOf }: ToldDesk, { filters, from, to }: Question): readonly string[] {
  const { team } = filters;
  return employments(heard)
    .filter(({ to: until }) => until === Number.POSITIVE_INFINITY)
    .map(({ agent }) => agent)
    .filter((agent) => {
      if (!team) return true;
      const changes = heard.filter(({ at, data }) => data.agent === agent && from < at && at < to);
      return [from, ...changes.map(({ at }) => at)].some((at) => team.includes(teamOf(agent, at) ?? ""));
    });
}

function lastSeen(agent: string, { heard }: ToldDesk, written: readonly Written[]): Date | null {
  const signs = [
    ...heard.filter(({ type, data }) => type === "agent.presence" && data.agent === agent),
    ...written.filter(({ labels }) => labels["agent"]?.[0] === agent),
  ];
  return signs.length === 0 ? null : new Date(Math.max(...signs.map(({ at }) => at)));
}
