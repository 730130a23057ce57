import type { DeskEvent } from "../events/vocabulary.ts";
import type { DeskDay } from "./desk-clock.ts";
import { type EventRecorder, eventRecorder } from "./event-recorder.ts";
import type { Random } from "./random.ts";
import { HOUR, MINUTE, wholeSecond } from "./story.ts";

/** Those of the customers that the desk keeps an address book of; the first of them pay every month. */
const CONTACTS = 600;
const SUBSCRIBERS = 260;

const plans = { starter: 19, business: 79, enterprise: 390 } as const;

/** Whom the desk knew when the history begins. */
export function customersAppear(firstDay: DeskDay, random: Random): readonly DeskEvent[] {
  const { record, events } = eventRecorder("customers");
  const at = firstDay.at(0);
  for (let no = 1; no <= CONTACTS; no += 1) {
    record("contact.created", at, {
      contact: customer(no),
      cellPhone: random.chance(0.57),
      email: true,
      active: true,
    });
  }
  for (let no = 1; no <= SUBSCRIBERS; no += 1) subscribe(record, at, customer(no), random);
  return events;
}

/** What happens with customers on a day beside conversations. */
export function customerDay(day: DeskDay, random: Random): readonly DeskEvent[] {
  const { record, events } = eventRecorder(`customers-${day.date}`);
  const known = () => customer(random.whole(1, CONTACTS));
  const subscriber = () => customer(random.whole(1, SUBSCRIBERS));
  for (let more = random.count(1.1); more > 0; more -= 1) {
    record("contact.updated", day.at(11), { contact: known(), cellPhone: true });
  }
  for (let more = random.count(0.3); more > 0; more -= 1)
    record("contact.unsubscribed", day.at(13), { contact: known() });
  for (let more = random.count(0.35); more > 0; more -= 1) {
    record("subscription.changed", day.at(14), {
      customer: subscriber(),
      amount: plans.business,
      currency: "EUR",
    });
  }
  for (let more = random.count(0.25); more > 0; more -= 1)
    record("subscription.cancelled", day.at(15), { customer: subscriber() });
  for (let more = random.count(0.6); more > 0; more -= 1) {
    subscribe(record, day.at(16), customer(random.whole(SUBSCRIBERS + 1, CONTACTS)), random);
  }
  for (let more = random.count(5); more > 0; more -= 1) automated(record, day, known(), random);
  for (let more = random.count(4); more > 0; more -= 1)
    appointment(record, day, { contact: known(), no: more }, random);
  for (let more = random.count(3); more > 0; more -= 1) recommends(record, day, known(), random);
  return events;
}

function subscribe(record: EventRecorder["record"], at: number, who: string, random: Random): void {
  const segment = random.weighted({ starter: 6, business: 3, enterprise: 1 });
  record("subscription.started", at, { customer: who, amount: plans[segment], currency: "EUR", segment });
}

/** "Your order has left": some answer, and not all are glad. */
function automated(record: EventRecorder["record"], day: DeskDay, who: string, random: Random): void {
  const at = wholeSecond(day.at(random.between(9, 17)));
  record("message.sent", at, { author: { kind: "automation" }, channel: "whatsapp", customer: who });
  if (!random.chance(0.55)) return;
  const sentiment = random.weighted({ positive: 7, neutral: 4, negative: 2 });
  record("message.received", wholeSecond(at + random.logNormal(40, 0.9) * MINUTE), {
    channel: "whatsapp",
    customer: who,
    inReplyTo: "automation",
    sentiment,
  });
}

/** A training session: it is reminded of, and most say whether they come. */
function appointment(
  record: EventRecorder["record"],
  day: DeskDay,
  { contact, no }: { readonly contact: string; readonly no: number },
  random: Random,
): void {
  const id = { appointment: `training-${day.date}-${no}` };
  const at = wholeSecond(day.at(random.between(8, 11)));
  record("appointment.reminded", at, { ...id, contact, startsAt: new Date(at + 48 * HOUR).toISOString() });
  const answered = wholeSecond(at + random.logNormal(2, 0.8) * HOUR);
  if (random.chance(0.62)) {
    record("appointment.replied", answered, {
      ...id,
      text: random.weighted({ YES: 7, NO: 2, "can we make it three?": 1 }),
    });
  } else if (random.chance(0.2)) {
    record("appointment.rescheduled", answered, { ...id, startsAt: new Date(at + 120 * HOUR).toISOString() });
  }
}

/** "How likely are you to recommend us?", asked of some each day. */
function recommends(record: EventRecorder["record"], day: DeskDay, who: string, random: Random): void {
  const at = wholeSecond(day.at(random.between(9, 18)));
  const asked = { survey: "nps", customer: who } as const;
  record("survey.offered", at, asked);
  if (!random.chance(0.7)) return;
  const score = Number(random.weighted({ 10: 24, 9: 22, 8: 20, 7: 14, 6: 7, 5: 5, 3: 4, 1: 2 }));
  record("survey.answered", wholeSecond(at + random.logNormal(30, 0.8) * MINUTE), { ...asked, score });
}

function customer(no: number): string {
  return `customer-${String(no).padStart(4, "0")}`;
}
