import { averaged, type Kpi } from "./answer.ts";
import { aloneLabels } from "./credited.ts";
import type { Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { ToldDesk } from "./told-desk.ts";

/** An offer is answered when an answer of its kind comes after it, in its conversation, else from its customer. */
export function surveyKpis({ heard, conversations, outside, teamOf }: ToldDesk): Record<string, Kpi> {
  const inside = conversations.flatMap(({ told, life, labels }) => {
    const answers = told.filter(({ type }) => type === "survey.answered");
    return life.acts
      .filter(({ event }) => event.type === "survey.offered")
      .map(({ event, at, agent, team }): Sample => {
        const isAnswered = answers.some((answer) => follows(answer, event, heard));
        return { at, value: Number(isAnswered), labels: labels({ agent, team }, at) };
      });
  });
  const answers = [
    ...outside.map((event) => ({ event, customer: event.data.customer ?? null })),
    ...conversations.flatMap(({ told, life }) => told.map((event) => ({ event, customer: life.customer }))),
  ].filter(({ event }) => event.type === "survey.answered");
  const alone = outside
    .filter(({ type }) => type === "survey.offered")
    .map((offer): Sample => {
      const { customer, survey } = offer.data;
      const isAnswered = answers.some(
        (answer) =>
          answer.customer === customer && answer.event.data.survey === survey && answer.event.at >= offer.at,
      );
      return { at: offer.at, value: Number(isAnswered), labels: aloneLabels(offer, teamOf) };
    });
  return { "survey-response-rate": averaged([...inside, ...alone], 100) };
}

function follows(answer: Heard, offer: Heard, heard: readonly Heard[]): boolean {
  return answer.data.survey === offer.data.survey && heard.indexOf(answer) > heard.indexOf(offer);
}
