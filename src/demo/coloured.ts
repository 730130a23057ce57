import type { DeskEvent } from "../events/vocabulary.ts";
import type { Random } from "./random.ts";

/**
 * One conversation's events with what its story does not need: how messages feel, pictures and films, whether it counts
 * for first contact resolution, and whether it is put away at its end.
 */
export function coloured(events: readonly DeskEvent[], isOutage: boolean, random: Random): DeskEvent[] {
  return events.map((event): DeskEvent => {
    switch (event.type) {
      case "conversation.opened":
        return random.chance(0.6) ? { ...event, data: { ...event.data, tags: ["fcr"] } } : event;
      case "message.received":
        return { ...event, data: { ...event.data, sentiment: random.weighted(feelings(isOutage)) } };
      case "message.sent":
        return random.chance(0.07) ? { ...event, data: { ...event.data, media: [medium(random)] } } : event;
      case "note.added":
        return random.chance(0.3) ? { ...event, data: { ...event.data, media: [medium(random)] } } : event;
      case "conversation.closed":
        return random.chance(0.2) ? { ...event, data: { ...event.data, archived: true } } : event;
      default:
        return event;
    }
  });
}

function feelings(isOutage: boolean): Record<"positive" | "neutral" | "negative" | "unsure", number> {
  return isOutage
    ? { positive: 8, neutral: 34, negative: 58, unsure: 0 }
    : { positive: 38, neutral: 46, negative: 13, unsure: 3 };
}

function medium(random: Random): "image" | "video" {
  return random.weighted({ image: 5, video: 2 });
}
