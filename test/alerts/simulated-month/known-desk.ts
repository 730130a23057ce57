import { type Heard, heardInOrder } from "../../differential/oracle/heard.ts";
import { toldConversations } from "../../differential/oracle/told-conversations.ts";
import type { ToldEvent } from "../../differential/told-event.ts";
import { clocksOf, type NaiveClock } from "./naive-clocks.ts";
import type { MonthDesk } from "./promises.ts";

/** What is known of a desk by the events that have arrived so far. */
export class KnownDesk {
  /** By wait: "c1 first-response 1". */
  readonly clocks = new Map<string, NaiveClock>();
  readonly #desk: MonthDesk;
  readonly #ids = new Set<string>();
  readonly #told = new Map<string, ToldEvent[]>();
  readonly #families = new Map<string, Set<string>>();
  #presences: ToldEvent[] = [];

  constructor(desk: MonthDesk) {
    this.#desk = desk;
  }

  /** Of repeats of one id the first counts. */
  learn(event: ToldEvent): void {
    if (this.#ids.has(event.id)) return;
    this.#ids.add(event.id);
    const { conversation, into } = event.data;
    if (conversation === undefined) {
      this.#presences.push(event);
      return;
    }
    this.#told.set(conversation, [...(this.#told.get(conversation) ?? []), event]);
    const family = new Set([
      conversation,
      ...this.familyOf(conversation),
      ...(into ? [into, ...this.familyOf(into)] : []),
    ]);
    for (const member of family) this.#families.set(member, family);
    this.#walk(family);
  }

  familyOf(conversation: string): ReadonlySet<string> {
    return this.#families.get(conversation) ?? new Set();
  }

  presences(): readonly Heard[] {
    return heardInOrder(this.#presences);
  }

  eventsOf(conversation: string): readonly ToldEvent[] {
    return [...this.familyOf(conversation)].flatMap((member) => this.#told.get(member) ?? []);
  }

  #walk(family: ReadonlySet<string>): void {
    for (const [wait, { conversation }] of this.clocks)
      if (family.has(conversation)) this.clocks.delete(wait);
    const heard = heardInOrder([...family].flatMap((member) => this.#told.get(member) ?? []));
    for (const [name, told] of toldConversations(heard))
      for (const clock of clocksOf(name, told, this.#desk))
        this.clocks.set(`${name} ${clock.kind} ${clock.no}`, clock);
  }
}
