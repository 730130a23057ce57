import type { DeskEvent } from "../events/vocabulary.ts";

/**
 * Adds the sentiment of what a person wrote to events that carry a text and no sentiment of their sender's. It is
 * worked out on arrival, by whatever door, since texts are dropped then. The word lists are loaded with the first
 * such text: events without one cost a look.
 */
export async function sentimentOnArrival(
  events: readonly DeskEvent[],
): Promise<(event: DeskEvent) => DeskEvent> {
  if (!events.some(isUnjudged)) return (event) => event;
  const { sentimentOf } = await import("../sentiment/sentiment-of.ts");
  return (event) => {
    if (!isUnjudged(event)) return event;
    const { sentiment } = sentimentOf(event.data.text);
    return event.type === "mention.posted"
      ? { ...event, data: { ...event.data, sentiment } }
      : { ...event, data: { ...event.data, sentiment } };
  };
}

type Written = Extract<DeskEvent, { type: "message.received" | "mention.posted" }>;

function isUnjudged(event: DeskEvent): event is Written & { readonly data: { readonly text: string } } {
  if (event.type !== "message.received" && event.type !== "mention.posted") return false;
  const { text, sentiment } = event.data;
  return sentiment === undefined && text !== undefined && text.trim() !== "";
}
