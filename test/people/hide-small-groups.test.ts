import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GroupValue, hideSmallGroups } from "../../src/people/hide-small-groups.ts";

function value(key: GroupValue["key"], sample: number, before = sample): GroupValue {
  return {
    metric: "csat",
    key,
    value: sample > 0 ? 90 : null,
    sample,
    previous: { value: before > 0 ? 80 : null, sample: before },
    change: 10,
    better: true,
    verdict: "better",
  };
}

/** `{ chat: "abc" }`: the answers by channel, and by channel and agent, where a, b and c had chats. */
function byChannel(now: Record<string, string>, before: Record<string, string> = now) {
  const results = Object.keys(now).map((channel) => value({ channel }, 9));
  const byAgent = Object.keys(now).flatMap((channel) =>
    [..."abcdefgh"].map((agent) =>
      value(
        { channel, agent },
        now[channel]?.includes(agent) ? 1 : 0,
        before[channel]?.includes(agent) ? 1 : 0,
      ),
    ),
  );
  return { results, byAgent };
}

function shown(now: Record<string, string>, before?: Record<string, string>) {
  const { results, byAgent } = byChannel(now, before);
  return hideSmallGroups(results, byAgent, 4).results.map(({ key }) => key["channel"]);
}

describe("values of small groups", () => {
  it("are taken out, and larger ones stay", () => {
    expect(shown({ chat: "abcd", email: "abcde", phone: "abc", post: "d" })).toEqual(["chat", "email"]);
  });

  it("take the next smallest with them where a total would give them away", () => {
    expect(shown({ chat: "abcdef", email: "abcd", phone: "a" })).toEqual(["chat"]);
  });

  it("go in their slice of a table, too", () => {
    const cells: [string, string, string][] = [
      ["chat", "mon", "abcde"],
      ["email", "mon", "a"],
      ["phone", "mon", "abcdef"],
      ["chat", "tue", "abcd"],
      ["email", "tue", "bcd"],
      ["phone", "tue", "abcdef"],
    ];
    const results = cells.map(([channel, day]) => value({ channel, day }, 9));
    const byAgent = cells.flatMap(([channel, day, agents]) =>
      [...agents].map((agent) => value({ channel, day, agent }, 1)),
    );

    // Email is hidden on both days. Of Monday that is a alone, of Tuesday three: another channel goes with each.
    expect(
      hideSmallGroups(results, byAgent, 4).results.map(({ key }) => `${key["channel"]} ${key["day"]}`),
    ).toEqual(["phone mon", "phone tue"]);
  });

  it("of the period before lose only what was then", () => {
    const { results, byAgent } = byChannel({ chat: "abcd" }, { chat: "ab" });

    expect(hideSmallGroups(results, byAgent, 4)).toEqual({
      hidden: 0,
      results: [
        {
          ...results[0],
          previous: { value: null, sample: 0 },
          change: null,
          better: null,
          verdict: "no-data-before",
        },
      ],
    });
  });

  it("stay where nobody is behind them", () => {
    const backlog = [value({ channel: "chat" }, 9), value({ channel: "email" }, 9)];
    const byAgent = [value({ channel: "chat", agent: null }, 9), value({ channel: "email", agent: null }, 9)];

    expect(hideSmallGroups(backlog, byAgent, 4)).toEqual({ results: backlog, hidden: 0 });
  });

  it("stay where everything may be seen", () => {
    const { results, byAgent } = byChannel({ chat: "a" });

    expect(hideSmallGroups(results, byAgent, 0)).toEqual({ results, hidden: 0 });
  });

  it("are counted where the total itself is one", () => {
    const byAgent = ["a", "b"].map((agent) => value({ agent }, 1));

    expect(hideSmallGroups([value({}, 2)], byAgent, 4)).toEqual({ results: [], hidden: 1 });
  });
});

it("whatever is behind an answer, neither a value nor the rest of a total tells of fewer than four", () => {
  const group = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 8 }).map((all) => all.join(""));
  const channels = fc.dictionary(fc.constantFrom("chat", "email", "phone", "post", "app"), group);

  fc.assert(
    fc.property(channels, (now) => {
      const visible = new Set(shown(now));
      const all = Object.entries(now);
      const isTold = (agents: string) => agents.length > 0 && agents.length < 4;
      expect(all.filter(([channel, agents]) => visible.has(channel) && isTold(agents))).toEqual([]);
      const rest = all.filter(([channel]) => !visible.has(channel)).flatMap(([, agents]) => [...agents]);
      const isAllHidden = all.every(([channel, agents]) => !visible.has(channel) || agents === "");
      expect(isTold([...new Set(rest)].join("")) && !isAllHidden).toBe(false);
    }),
  );
});
