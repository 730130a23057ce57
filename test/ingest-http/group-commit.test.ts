import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import type { DeskEvent } from "../../src/events/vocabulary.ts";
import { type Append, GroupCommit } from "../../src/ingest/http/group-commit.ts";
import { deskEvent } from "../support/desk-events.ts";

const note = (id: string) =>
  deskEvent("note.added", id, "2026-03-02T09:00:00Z", { conversation: "c", agent: "ada" });

/** A log that knows what it has, takes its time, and cannot store an event called "poison". */
function log() {
  const known = new Set<string>();
  const groups: number[] = [];
  let underWay = 0;
  let most = 0;
  const append: Append = async (accountId, events) => {
    groups.push(events.length);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 2));
    underWay -= 1;
    if (events.some(({ id }) => id === "poison")) {
      throw Object.assign(new Error("invalid byte sequence"), { code: "22021" });
    }
    const duplicateIndexes = events.flatMap(({ id }, index) => {
      const isKnown = known.has(`${accountId}/${id}`);
      known.add(`${accountId}/${id}`);
      return isKnown ? [index] : [];
    });
    const duplicates = duplicateIndexes.length;
    return { accepted: events.length - duplicates, duplicates, duplicateIndexes };
  };
  return { append, known, groups, most: () => most };
}

const limits = { lanes: 2, events: 50, waiting: 10_000 };

describe("concurrent posts", () => {
  it("are committed together, a few groups at a time", async () => {
    const { append, groups, most } = log();
    const commits = new GroupCommit(append, limits);

    await Promise.all(Array.from({ length: 200 }, (_, index) => commits.submit("a", [note(`e${index}`)])));

    expect(groups.length).toBeLessThan(12);
    expect(most()).toBeLessThanOrEqual(2);
  });

  it("are each told what became of their own events", async () => {
    const ids = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 4 });
    const submissions = fc.array(fc.tuple(fc.constantFrom("one", "two"), ids), { maxLength: 30 });

    await fc.assert(
      fc.asyncProperty(submissions, async (all) => {
        const { append, known } = log();
        const commits = new GroupCommit(append, limits);
        const answers = await Promise.all(
          all.map(([account, own]) => commits.submit(account, own.map(note))),
        );

        const told = answers.map(({ accepted, duplicates }) => accepted + duplicates);
        expect(told).toEqual(all.map(([, own]) => own.length));
        expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(known.size);
      }),
      { numRuns: 50 },
    );
  });

  it("are not harmed by one among them that cannot be stored", async () => {
    const { append } = log();
    const commits = new GroupCommit(append, limits);
    const posts = ["a", "b", "poison", "c"].map((id) => commits.submit("desk", [note(id)]));
    const outcomes = await Promise.allSettled(posts);

    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });

  it("fail together, without a second try, while the store is away, and go on when it is back", async () => {
    let tries = 0;
    let isAway = true;
    const { append } = log();
    const commits = new GroupCommit(async (account, events) => {
      tries += 1;
      if (isAway) throw new OperationError("Cannot reach PostgreSQL");
      return await append(account, events);
    }, limits);
    const outcomes = await Promise.allSettled([1, 2, 3].map((id) => commits.submit("desk", [note(`${id}`)])));

    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    expect(tries).toBe(1);
    isAway = false;
    expect(await commits.submit("desk", [note("1")])).toEqual({ accepted: 1, duplicates: 0 });
  });

  it("beyond what may wait are told to come again", async () => {
    const { append } = log();
    const commits = new GroupCommit(append, { ...limits, waiting: 3 });
    const three: DeskEvent[] = ["a", "b", "c"].map(note);
    const waiting = commits.submit("desk", three);

    expect(() => commits.submit("desk", [note("d")])).toThrow(
      expect.objectContaining({ status: 503, headers: { "retry-after": "1" } }),
    );
    expect(await waiting).toEqual({ accepted: 3, duplicates: 0 });
  });
});
