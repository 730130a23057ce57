import { averaged, counted, countedOnce, type Kpi } from "./answer.ts";
import type { Sample } from "./desk.ts";
import type { Heard } from "./heard.ts";
import type { ToldDesk } from "./told-desk.ts";

/** Of what the generator's people answer. */
const verdicts: Readonly<Record<string, string>> = {
  YES: "confirmed",
  "yes please": "confirmed",
  oui: "confirmed",
  "no thanks": "cancelled",
  Nee: "cancelled",
};

/** Reminders and what became of their appointments, and mentions. */
export function automationKpis({ heard }: ToldDesk): Record<string, Kpi> {
  const appointments = Map.groupBy(
    heard.filter(({ type }) => type.startsWith("appointment.")),
    ({ data }) => data.appointment ?? "",
  );
  const reminders = [...appointments].flatMap(([thing, told]) => remindersIn(thing, told));
  const mentions = heard
    .filter(({ type }) => type === "mention.posted")
    .map(({ at, data }): Sample => {
      const labels = { sentiment: [data.sentiment ?? null], network: [data.network ?? null] };
      return { at, value: 1, labels };
    });
  return {
    "appointment-reminders": counted(reminders),
    "appointment-response-rate": averaged(reminders, 100),
    appointments: countedOnce(reminders),
    mentions: counted(mentions),
  };
}

function remindersIn(thing: string, told: readonly Heard[]): Sample[] {
  const status = told.map(verdictOf).findLast((verdict) => verdict !== undefined) ?? "unconfirmed";
  return told.flatMap(({ type, at }, index) => {
    if (type !== "appointment.reminded") return [];
    const next = told.slice(index + 1).findIndex((later) => later.type === "appointment.reminded");
    const until = next < 0 ? told.length : index + 1 + next;
    const isAnswered = told.slice(index + 1, until).some((later) => later.type === "appointment.replied");
    return [{ at, thing, value: Number(isAnswered), labels: { status: [status] } }];
  });
}

function verdictOf({ type, data }: Heard): string | undefined {
  const [, what = ""] = type.split(".");
  if (what === "replied") return verdicts[data.text ?? ""];
  return ["confirmed", "cancelled", "rescheduled"].includes(what) ? what : undefined;
}
