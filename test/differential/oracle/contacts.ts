import { countedOnce, eachCell, eachStretch, type Kpi, share } from "./answer.ts";
import { grouped, keysOf, passes } from "./cells.ts";
import { type Contact, contactChanges, contactsAt } from "./contact-history.ts";
import type { Sample } from "./desk.ts";
import type { Question } from "./question.ts";
import type { ToldDesk } from "./told-desk.ts";

/** Things that are there at one instant, in the cells of a question without a time. */
export function cellsThere<T extends { readonly labels: Contact["labels"] }>(
  things: readonly T[],
  question: Question,
): Map<string, T[]> {
  return grouped(
    things.filter(({ labels }) => passes(labels, question)),
    ({ labels }) => keysOf(labels, question, () => ""),
  );
}

export function contactKpis({ heard }: ToldDesk): Record<string, Kpi> {
  const changes = contactChanges(heard);
  const gained = changes
    .filter(({ before, after }) => !before.hasPhone && after.hasPhone)
    .map(({ at, after }): Sample => ({ at, value: 1, thing: after.name, labels: after.labels }));
  const left = changes
    .filter(({ before, after }) => before.isSubscribed && !after.isSubscribed)
    .map(({ at, after }): Sample => ({ at, value: 1, thing: after.name, labels: after.labels }));
  const all = atEnd(() => true);
  const phones = atEnd(({ hasPhone }) => hasPhone);
  return {
    "phone-coverage": eachStretch(share(phones, all), null),
    "phones-added": countedOnce(gained),
    unsubscribed: countedOnce(left),
    "unsubscribed-rate": eachStretch(share(countedOnce(left), phones), null),
  };

  function atEnd(holds: (contact: Contact) => boolean): Kpi {
    return (question) =>
      eachCell(cellsThere(contactsAt(heard, question.to).filter(holds), question), ({ length }) => ({
        value: length,
        sample: length,
      }));
  }
}
