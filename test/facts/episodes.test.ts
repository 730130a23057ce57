import { describe, expect, it } from "vitest";
import { ann, at, ben, factsOf, type Line, MINUTE } from "./timetable.ts";

/** opened, resolved, reopened, credited agent */
function episodesOf(...lines: readonly Line[]) {
  return factsOf(...lines).episodes.map((row) => [row.openedAt, row.resolvedAt, row.reopenedAt, row.agent]);
}

function conversationOf(...lines: readonly Line[]) {
  const [row, ...others] = factsOf(...lines).conversations;
  expect(others).toEqual([]);
  if (!row) throw new Error("no conversation");
  return row;
}

describe("an episode", () => {
  it("runs from the opening to the resolution", () => {
    expect(episodesOf(["09:00", "conversation.opened"], ["11:00", "conversation.resolved"])).toEqual([
      [at("09:00"), at("11:00"), null, null],
    ]);
  });

  it("is resolved by a closing that no resolution precedes", () => {
    expect(
      episodesOf(["09:00", "conversation.opened"], ["11:00", "conversation.closed", { agent: "ann" }]),
    ).toEqual([[at("09:00"), at("11:00"), null, "ann"]]);
  });

  it("keeps its resolution when it is closed, resolved or closed again afterwards", () => {
    const lines: Line[] = [
      ["09:00", "conversation.opened"],
      ["11:00", "conversation.resolved", { agent: "ann" }],
      ["12:00", "conversation.closed", { agent: "ben" }],
      ["13:00", "conversation.resolved", { agent: "ben" }],
      ["14:00", "conversation.closed", { agent: "ben" }],
    ];

    expect(episodesOf(...lines)).toEqual([[at("09:00"), at("11:00"), null, "ann"]]);
    expect(conversationOf(...lines)).toMatchObject({ status: "closed", resolvedAt: at("11:00") });
  });

  it("is followed by the next at a reopening", () => {
    expect(
      episodesOf(
        ["09:00", "conversation.opened"],
        ["11:00", "conversation.resolved"],
        ["3 09:00", "conversation.reopened"],
        ["3 10:00", "conversation.closed"],
      ),
    ).toEqual([
      [at("09:00"), at("11:00"), at("3 09:00"), null],
      [at("3 09:00"), at("3 10:00"), null, null],
    ]);
  });

  it.each(["conversation.resolved", "conversation.closed"] as const)(
    "is followed by the next when the customer writes after %s, even without a reopening",
    (type) => {
      expect(
        episodesOf(
          ["09:00", "conversation.opened"],
          ["11:00", type],
          ["12:00", "message.received"],
          ["12:01", "conversation.reopened"],
        ),
      ).toEqual([
        [at("09:00"), at("11:00"), at("12:00"), null],
        [at("12:00"), null, null, null],
      ]);
    },
  );

  it("is not followed by another when an agent, a bot or a note comes after the resolution", () => {
    expect(
      episodesOf(
        ["09:00", "conversation.opened"],
        ["11:00", "conversation.resolved"],
        ["12:00", "message.sent", ann],
        ["12:30", "note.added", { agent: "ann" }],
      ),
    ).toHaveLength(1);
  });

  it("goes on through a reopening of what is open", () => {
    expect(
      episodesOf(
        ["09:00", "conversation.opened"],
        ["10:00", "conversation.reopened"],
        ["11:00", "conversation.resolved"],
      ),
    ).toEqual([[at("09:00"), at("11:00"), null, null]]);
  });

  it("has the last known assignee while it is open", () => {
    expect(
      episodesOf(["09:00", "conversation.opened"], ["10:00", "conversation.assigned", { agent: "ben" }]),
    ).toEqual([[at("09:00"), null, null, "ben"]]);
  });

  it("knows whether it was resolved automatically", () => {
    const { episodes } = factsOf(
      ["09:00", "conversation.opened"],
      ["10:00", "conversation.resolved", { automatic: true }],
      ["11:00", "conversation.reopened"],
      ["12:00", "conversation.closed"],
      ["13:00", "conversation.reopened"],
    );

    expect(episodes.map((row) => row.isAutomatic)).toEqual([true, false, null]);
  });

  it("counts the time it was snoozed, up to its resolution", () => {
    const { episodes } = factsOf(
      ["09:00", "conversation.opened"],
      ["09:10", "conversation.snoozed"],
      ["09:20", "conversation.snoozed"],
      ["09:30", "conversation.unsnoozed"],
      ["10:00", "conversation.snoozed"],
      ["10:05", "conversation.resolved"],
      ["10:30", "conversation.snoozed"],
      ["11:00", "conversation.reopened"],
      ["11:10", "conversation.resolved"],
    );

    expect(episodes.map((row) => [row.snoozedMs, row.durationMs])).toEqual([
      [25 * MINUTE, 65 * MINUTE],
      [0, 10 * MINUTE],
    ]);
  });
});

describe("the resolution of a conversation", () => {
  it("is the last, counted from the first opening; the first stands beside it", () => {
    expect(
      conversationOf(
        ["09:00", "conversation.opened"],
        ["10:00", "conversation.resolved", { agent: "ann" }],
        ["11:00", "conversation.reopened"],
        ["11:10", "conversation.snoozed"],
        ["11:25", "conversation.unsnoozed"],
        ["12:00", "conversation.resolved", { agent: "ben", automatic: true }],
      ),
    ).toMatchObject({
      status: "resolved",
      firstResolvedAt: at("10:00"),
      resolvedAt: at("12:00"),
      resolvedAgent: "ben",
      isResolvedAutomatically: true,
      resolutionMs: 180 * MINUTE,
      snoozedMs: 15 * MINUTE,
    });
  });

  it("is taken away by a later reopening", () => {
    expect(
      conversationOf(
        ["09:00", "conversation.opened"],
        ["10:00", "conversation.resolved", { agent: "ann" }],
        ["11:00", "conversation.reopened"],
      ),
    ).toMatchObject({
      status: "open",
      firstResolvedAt: at("10:00"),
      resolvedAt: null,
      resolvedAgent: null,
      isResolvedAutomatically: null,
      repliesBeforeResolution: null,
      resolutionMs: null,
      snoozedMs: null,
    });
  });

  it("belongs to the agent named, else the assignee, else the last replier", () => {
    const named: Line[] = [["10:00", "conversation.resolved", { agent: "cat" }]];
    const assigned: Line[] = [["09:30", "conversation.assigned", { agent: "ben", team: "billing" }]];
    const replied: Line[] = [["09:20", "message.sent", ann]];
    const opened: Line[] = [["09:00", "conversation.opened"]];
    const resolved: Line[] = [["10:00", "conversation.resolved"]];
    const credited = (...lines: Line[]) => conversationOf(...lines).resolvedAgent;

    expect(credited(...opened, ...replied, ...assigned, ...named)).toBe("cat");
    expect(credited(...opened, ...replied, ...assigned, ...resolved)).toBe("ben");
    expect(credited(...opened, ...replied, ...resolved)).toBe("ann");
    expect(credited(...opened, ...resolved)).toBeNull();
  });

  it("belongs to the assignee and the team of its moment, not the last known", () => {
    const lines: Line[] = [
      ["09:00", "conversation.opened", { agent: "ann", team: "billing" }],
      ["10:00", "conversation.resolved"],
      ["11:00", "conversation.assigned", { agent: "ben", team: "back" }],
    ];

    expect(conversationOf(...lines)).toMatchObject({
      agent: "ben",
      team: "back",
      resolvedAgent: "ann",
      resolvedTeam: "billing",
    });
    expect(factsOf(...lines).episodes).toMatchObject([{ agent: "ann", team: "billing" }]);
  });

  it("is never before the opening: a resolution that precedes it does nothing", () => {
    expect(
      conversationOf(["09:00", "conversation.resolved"], ["10:00", "conversation.opened"]),
    ).toMatchObject({ status: "open", openedAt: at("10:00"), resolvedAt: null });
  });
});

describe("the replies before a resolution", () => {
  it("are runs of agent messages, broken only by a customer's message", () => {
    expect(
      conversationOf(
        ["09:00", "message.received"],
        ["09:10", "message.sent", ann],
        ["09:11", "message.sent", { author: { kind: "bot" } }],
        ["09:12", "note.added", { agent: "ann" }],
        ["09:13", "conversation.assigned", { agent: "ben" }],
        ["09:14", "message.sent", ben],
        ["10:00", "conversation.resolved"],
      ),
    ).toMatchObject({ replies: 1, repliesBeforeResolution: 1, repliedAt: at("09:10") });
  });

  it("leave out what is sent after it, and count those of earlier episodes", () => {
    expect(
      conversationOf(
        ["09:00", "message.received"],
        ["09:10", "message.sent", ann],
        ["10:00", "conversation.resolved"],
        ["11:00", "message.received"],
        ["11:10", "message.sent", ann],
        ["12:00", "conversation.resolved"],
        ["12:00", "message.sent", ann, { id: "z" }],
        ["13:00", "conversation.reopened"],
        ["14:00", "conversation.resolved"],
        ["14:10", "message.sent", ann],
      ),
    ).toMatchObject({ replies: 2, repliesBeforeResolution: 2 });
  });

  it("leave out the only reply, when it is sent to what is resolved", () => {
    expect(
      conversationOf(
        ["09:00", "message.received"],
        ["10:00", "conversation.resolved"],
        ["10:10", "message.sent", ann],
      ),
    ).toMatchObject({ replies: 1, repliesBeforeResolution: 0, repliedAt: at("10:10") });
  });

  it("are none where nobody replied", () => {
    expect(
      conversationOf(["09:00", "conversation.opened"], ["10:00", "conversation.resolved"]),
    ).toMatchObject({ replies: 0, repliesBeforeResolution: 0, repliedAt: null });
  });
});

describe("the opening", () => {
  it("is the first message where no opening is known, initiated by whoever wrote it", () => {
    expect(conversationOf(["09:00", "message.received"], ["10:00", "message.sent", ann])).toMatchObject({
      openedAt: at("09:00"),
      initiatedBy: "customer",
    });
    expect(conversationOf(["09:00", "message.sent", ann], ["10:00", "message.received"])).toMatchObject({
      openedAt: at("09:00"),
      initiatedBy: "agent",
    });
  });

  it("by a machine's first message is initiated by that kind of machine", () => {
    for (const kind of ["automation", "campaign", "reminder", "bot"])
      expect(conversationOf(["09:00", "message.sent", { author: { kind } }]).initiatedBy).toBe(kind);
  });

  it("is the opened event even where a message is older", () => {
    expect(conversationOf(["09:00", "message.received"], ["10:00", "conversation.opened"]).openedAt).toEqual(
      at("10:00"),
    );
  });

  it("by somebody not named is the customer's", () => {
    expect(conversationOf(["09:00", "conversation.opened"]).initiatedBy).toBe("customer");
  });

  it("happens once: a second opened event neither moves it nor makes the customer wait", () => {
    const facts = factsOf(
      ["09:00", "conversation.opened"],
      ["09:10", "message.sent", ann],
      ["09:20", "conversation.opened", { priority: "high" }, { source: "other" }],
    );

    expect(facts.conversations).toMatchObject([{ openedAt: at("09:00"), priority: "high" }]);
    expect(facts.turns).toHaveLength(1);
    expect(facts.episodes).toHaveLength(1);
  });

  it("is needed: of a conversation never known to open there is no conversation, turn or episode", () => {
    const facts = factsOf(
      ["09:00", "conversation.assigned", { agent: "ann" }],
      ["09:10", "note.added", { agent: "ann" }],
      ["09:20", "conversation.resolved"],
      ["09:30", "conversation.closed"],
    );

    expect([facts.conversations, facts.turns, facts.episodes]).toEqual([[], [], []]);
    expect([facts.messages, facts.closings].map((rows) => rows.length)).toEqual([1, 1]);
  });
});

describe("the status of a conversation", () => {
  it.each([
    ["open", []],
    ["snoozed", [["10:00", "conversation.snoozed"]]],
    [
      "open",
      [
        ["10:00", "conversation.snoozed"],
        ["11:00", "conversation.unsnoozed"],
      ],
    ],
    [
      "resolved",
      [
        ["10:00", "conversation.snoozed"],
        ["11:00", "conversation.resolved"],
      ],
    ],
    [
      "open",
      [
        ["10:00", "conversation.snoozed"],
        ["11:00", "conversation.resolved"],
        ["12:00", "message.received"],
      ],
    ],
    [
      "open",
      [
        ["10:00", "conversation.snoozed"],
        ["11:00", "conversation.reopened"],
      ],
    ],
    [
      "snoozed",
      [
        ["10:00", "conversation.snoozed"],
        ["11:00", "message.received"],
      ],
    ],
    ["closed", [["10:00", "conversation.closed"]]],
    [
      "closed",
      [
        ["10:00", "conversation.closed"],
        ["11:00", "conversation.resolved"],
      ],
    ],
    [
      "closed",
      [
        ["10:00", "conversation.resolved"],
        ["11:00", "conversation.closed"],
        ["12:00", "conversation.snoozed"],
      ],
    ],
  ] as [string, Line[]][])("is %s after %j", (status, lines) => {
    expect(conversationOf(["09:00", "conversation.opened"], ...lines).status).toBe(status);
  });

  it("is not archived by a closing that came before its opening", () => {
    const early = ["09:00", "conversation.closed", { archived: true }] as const;

    expect(conversationOf(early, ["10:00", "message.received"]).isArchived).toBe(false);
  });

  it("is archived as last known, until it is opened again", () => {
    const archived: Line[] = [
      ["09:00", "conversation.opened"],
      ["10:00", "conversation.closed", { archived: true }],
    ];

    expect(conversationOf(...archived).isArchived).toBe(true);
    expect(conversationOf(...archived, ["11:00", "conversation.reopened"]).isArchived).toBe(false);
    expect(conversationOf(...archived, ["11:00", "conversation.closed"]).isArchived).toBe(true);
    expect(
      conversationOf(...archived, ["11:00", "conversation.closed", { archived: false }]).isArchived,
    ).toBe(false);
  });
});

describe("the handling time", () => {
  it("is all that was logged", () => {
    expect(
      conversationOf(
        ["09:00", "conversation.opened"],
        ["09:10", "handling.logged", { agent: "ann", seconds: 90, kind: "talk" }],
        ["09:20", "handling.logged", { agent: "ben", seconds: 30.5 }],
      ).handleMs,
    ).toBe(120_500);
  });

  it("is not measured where nothing was logged", () => {
    expect(conversationOf(["09:00", "conversation.opened"]).handleMs).toBeNull();
  });
});
