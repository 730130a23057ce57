import { describe, expect, it } from "vitest";
import { spokenText } from "../../src/surfaces/teams/spoken-text.ts";

const recipient = { id: "28:bot", name: "Desk Pulse" };
const mentionOf = (id: string, name: string) => ({
  type: "mention",
  mentioned: { id, name },
  text: `<at>${name}</at>`,
});
const own = mentionOf("28:bot", "Desk Pulse");
const ada = mentionOf("29:ada", "Ada Lovelace");

describe("what somebody wrote to the bot", () => {
  it.each([
    ["its mention before the words", "<at>Desk Pulse</at> mystats", "mystats"],
    [
      "its mention between and behind them",
      "mystats <at>Desk Pulse</at> this week <at>Desk Pulse</at>",
      "mystats this week",
    ],
    ["spaces that do not break, and a line's end", "<at>Desk Pulse</at>&nbsp;mystats&nbsp;\n", "mystats"],
    ["a mention with an attribute", '<at id="0">Desk Pulse</at> kpis', "kpis"],
    [
      "characters as HTML writes them",
      "kpi csat tag:&quot;late &amp; lost&quot; &lt;b&gt; &#39;x&#x27;",
      `kpi csat tag:"late & lost" <b> 'x'`,
    ],
    ["what was typed as an entity, once", "kpi &amp;lt;", "kpi &lt;"],
    ["zero-width and direction marks", "\u200fmy\u200bstats\u202c", "mystats"],
    ["nothing but the mention", "<at>Desk Pulse</at> ", ""],
  ])("is read without %s", (_, text, said) => {
    expect(spokenText({ text, recipient, entities: [own] })).toBe(said);
  });

  it.each([
    ["deskpulse mystats", "mystats"],
    ["@deskpulse: mystats", "mystats"],
    ["Desk Pulse, mystats today", "mystats today"],
    ["@Desk Pulse", ""],
    ["deskpulsemystats", "deskpulsemystats"],
  ])("may call it by name: %j", (text, said) => {
    expect(spokenText({ text, recipient })).toBe(said);
  });

  it("keeps other people's mentions as names, quoted where they are several words", () => {
    const text = "<at>Desk Pulse</at> kpi csat agent:<at>Ada Lovelace</at>";

    expect(spokenText({ text, recipient, entities: [own, ada] })).toBe('kpi csat agent:"Ada Lovelace"');
  });

  it("is nothing where there is no text", () => {
    expect(spokenText({ recipient })).toBe("");
  });
});
