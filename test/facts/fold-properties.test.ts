import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { foldConversations } from "../../src/facts/fold-conversations.ts";
import { noFacts } from "../../src/facts/no-facts.ts";
import type { ConversationRow, EpisodeRow, FactRows, TurnRow } from "../../src/facts/rows.ts";
import { arrivals, stories } from "./arbitrary-stories.ts";

/** For every story the facts of every conversation, one at a time. */
function everyConversation(check: (facts: FactRows, conversation: string) => void): void {
  fc.assert(
    fc.property(stories, (story) => {
      const facts = foldConversations(story);
      for (const id of new Set(story.map((event) => event.subject.id))) check(only(facts, id), id);
    }),
  );
}

function only(facts: FactRows, conversation: string): FactRows {
  const of = <T extends { conversation: string | null }>(rows: readonly T[]) =>
    rows.filter((row) => row.conversation === conversation);
  return {
    ...noFacts,
    conversations: of(facts.conversations),
    turns: of(facts.turns),
    episodes: of(facts.episodes),
    messages: of(facts.messages),
    ratings: of(facts.ratings),
    closings: of(facts.closings),
    snoozes: of(facts.snoozes),
    surveyOffers: of(facts.surveyOffers),
    orders: of(facts.orders),
    conversions: of(facts.conversions),
    payments: of(facts.payments),
  };
}

function isLive(row: ConversationRow | undefined): boolean {
  return row?.status !== "merged" && row?.status !== "discarded";
}

describe("the facts", () => {
  it("are the same in any order of arrival and with any repeats", () => {
    const arrived = stories.chain((story) => fc.tuple(fc.constant(story), arrivals(story)));

    fc.assert(
      fc.property(arrived, ([story, again]) => {
        expect(foldConversations(again)).toEqual(foldConversations(story));
      }),
    );
  });

  it("are those of the same conversations folded apart, where none was merged", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const unmerged = story.filter((event) => event.type !== "conversation.merged");
        const together = foldConversations(unmerged);
        for (const [id, events] of Map.groupBy(unmerged, (event) => event.subject.id))
          expect(foldConversations(events)).toEqual(only(together, id));
      }),
    );
  });

  it("of one conversation do not change when its bots and notes fall silent", () => {
    const isSilent = (event: DeskEvent) =>
      event.type === "note.added" || (event.type === "message.sent" && event.data.author.kind !== "agent");

    fc.assert(
      fc.property(stories, (story) => {
        const unmerged = story.filter((event) => event.type !== "conversation.merged");
        const silent = foldConversations(unmerged.filter((event) => !isSilent(event)));
        const spoken = foldConversations(unmerged);
        for (const { type, subject } of unmerged) {
          if (type !== "conversation.opened") continue;
          const [before, after] = [only(spoken, subject.id), only(silent, subject.id)];
          expect(after.turns).toEqual(before.turns);
          expect(after.episodes).toEqual(before.episodes);
          for (const table of [
            "ratings",
            "snoozes",
            "surveyOffers",
            "orders",
            "conversions",
            "payments",
          ] as const)
            expect(after[table]).toEqual(before[table]);
        }
      }),
    );
  });

  it("have one conversation row, and nothing else of one that is left out", () => {
    everyConversation((facts) => {
      expect(facts.conversations.length).toBeLessThanOrEqual(1);
      if (isLive(facts.conversations[0])) return;
      expect({ ...facts, conversations: [] }).toEqual(noFacts);
    });
  });

  it("number their rows from 1, in the order of time", () => {
    everyConversation((facts) => {
      const { messages, ratings, closings, surveyOffers, orders, conversions, payments } = facts;
      const timed = [messages, ratings, closings, surveyOffers, orders, conversions, payments];
      for (const rows of [facts.turns, facts.episodes, facts.snoozes, ...timed])
        expect(rows.map((row) => row.no)).toEqual(rows.map((_, index) => index + 1));
      for (const rows of timed)
        expect(rows.map((row) => row.at.getTime())).toEqual(
          rows.map((row) => row.at.getTime()).toSorted((a, b) => a - b),
        );
    });
  });

  it("count every message and note of what is not left out once", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const discarded = story.some((event) => event.type === "conversation.discarded");
        fc.pre(!discarded);
        const said = story.filter(
          ({ type }) => type === "message.received" || type === "message.sent" || type === "note.added",
        );
        expect(foldConversations(story).messages).toHaveLength(said.length);
      }),
    );
  });
});

describe("snoozes", () => {
  it("follow each other, only the last lasts, and they make up the snoozed time of the episodes", () => {
    everyConversation(({ conversations: [conversation], episodes, snoozes }) => {
      const ended = snoozes.filter((snooze) => snooze.untilAt !== null);
      expect(ended).toEqual(conversation?.status === "snoozed" ? snoozes.slice(0, -1) : snoozes);
      ended.forEach((snooze, index) => {
        expect(snooze.fromAt.getTime()).toBeLessThan(instant(snooze.untilAt));
        const next = snoozes[index + 1];
        if (next) expect(instant(snooze.untilAt)).toBeLessThanOrEqual(next.fromAt.getTime());
      });
      for (const { openedAt, resolvedAt, snoozedMs } of episodes) {
        if (resolvedAt === null) continue;
        const within = ended.filter(({ fromAt }) => fromAt >= openedAt && fromAt < resolvedAt);
        const total = within.reduce((sum, row) => sum + instant(row.untilAt) - row.fromAt.getTime(), 0);
        expect(snoozedMs).toBe(total);
      }
    });
  });
});

describe("turns", () => {
  it("follow each other without overlap, and only the last may be open", () => {
    everyConversation(({ turns }) => {
      turns.forEach((turn, index) => {
        const next = turns[index + 1];
        expect(turn.isFirst).toBe(index === 0);
        if (next) expect(instant(turn.endedAt)).toBeLessThanOrEqual(next.startedAt.getTime());
        expect(turn.ending === null).toBe(turn.endedAt === null);
      });
    });
  });

  it("agree with the messages in them on whether these were answered", () => {
    everyConversation(({ turns, messages }) => {
      const received = messages.filter((message) => message.direction === "received");
      const answered = received.filter((message) => message.isAnswered).length;
      if (received.length === answered) return;
      expect(turns.some((turn) => turn.ending !== "replied")).toBe(true);
    });
  });

  it("have a wait that is never negative, where and only where they were answered", () => {
    everyConversation(({ turns }) => {
      for (const turn of turns) expect(turn.waitMs).toBe(waitOf(turn));
      for (const turn of turns) expect(turn.waitMs ?? 0).toBeGreaterThanOrEqual(0);
    });
  });
});

describe("episodes", () => {
  it("alternate: each is resolved before the next opens, which is when it is reopened", () => {
    everyConversation(({ episodes }) => {
      episodes.forEach((episode, index) => {
        const next = episodes[index + 1];
        expect(episode.reopenedAt).toEqual(next?.openedAt ?? null);
        expect(isInOrder(episode)).toBe(true);
        if (next) expect(episode.resolvedAt).not.toBeNull();
      });
    });
  });

  it("agree with their conversation", () => {
    everyConversation(({ conversations: [conversation], episodes }) => {
      if (!conversation || !isLive(conversation)) return;
      const last = episodes.at(-1);
      expect(conversation.openedAt).toEqual(episodes[0]?.openedAt);
      expect(conversation.firstResolvedAt).toEqual(episodes[0]?.resolvedAt);
      expect(conversation.resolvedAt).toEqual(last?.resolvedAt);
      expect(conversation.status === "resolved" || conversation.status === "closed").toBe(
        conversation.resolvedAt !== null,
      );
      expect(conversation.resolutionMs ?? 0).toBeGreaterThanOrEqual(conversation.snoozedMs ?? 0);
      expect(conversation.replies).toBeGreaterThanOrEqual(conversation.repliesBeforeResolution ?? 0);
      expect(conversation.replies > 0).toBe(conversation.repliedAt !== null);
    });
  });

  it("have at most one rating of a kind each", () => {
    everyConversation(({ episodes, ratings }) => {
      for (const survey of ["csat", "nps"])
        expect(ratings.filter((rating) => rating.survey === survey).length).toBeLessThanOrEqual(
          episodes.length + 1,
        );
    });
  });
});

function instant(date: Date | null): number {
  return date?.getTime() ?? Number.POSITIVE_INFINITY;
}

function waitOf({ ending, startedAt, endedAt }: TurnRow): number | null {
  return ending === "replied" && endedAt ? endedAt.getTime() - startedAt.getTime() : null;
}

function isInOrder({ openedAt, resolvedAt, reopenedAt, durationMs, snoozedMs }: EpisodeRow): boolean {
  if (!resolvedAt) return reopenedAt === null && durationMs === null && snoozedMs === null;
  const isSnoozedWithin = snoozedMs !== null && snoozedMs >= 0 && snoozedMs <= (durationMs ?? -1);
  return (
    instant(openedAt) <= instant(resolvedAt) && instant(resolvedAt) <= instant(reopenedAt) && isSnoozedWithin
  );
}
