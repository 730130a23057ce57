import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Place } from "../../src/commands/command.ts";
import type { FormField, FormSpec } from "../../src/commands/form.ts";
import type { Report } from "../../src/messages/report.ts";
import { answerMessage, withoutPictures } from "../../src/surfaces/slack/answer-blocks.ts";
import { checkBlocks, checkView } from "../../src/surfaces/slack/block-limits.ts";
import { formValues } from "../../src/surfaces/slack/form-values.ts";
import { answerView, formView, loadingView } from "../../src/surfaces/slack/views.ts";
import { arbitraryReport } from "../support/arbitrary-report.ts";
import { wordsOf } from "../support/slack-words.ts";

const drawer = { publicUrl: () => "https://desk.example.com/chart?c=1" };
const silent = { publicUrl: () => undefined };
const place: Place = { platform: "slack", channel: "C1", kind: "channel" };
// Shrinking reports of this size takes hours.
const runs = { numRuns: 40, endOnFailure: true };

/** All that Slack would read markup in. */
function markupIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && value.type === "mrkdwn" && "text" in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(markupIn)];
}

const answerOf = (report: Report): Answer => ({ report, visibility: "personal" });

describe("any answer", () => {
  it("is within Slack's limits as a message to one person, in a modal and on the Home", () => {
    fc.assert(
      fc.property(arbitraryReport, fc.constantFrom(drawer, silent), (report, pictures) => {
        const answer = answerOf(report);
        const message = answerMessage(answer, pictures, ["A remark."]);

        const view = answerView(answer, place, pictures);

        expect(checkBlocks(message.blocks)).toEqual([]);
        expect(checkBlocks(withoutPictures(message).blocks)).toEqual([]);
        expect(checkView(view)).toEqual([]);
        expect(checkView({ ...view, type: "home", title: undefined, close: undefined })).toEqual([]);
        expect(markupIn([message, view]).filter((text) => /<[!@#]/.test(text))).toEqual([]);
      }),
      runs,
    );
  });
});

describe("any form", () => {
  const word = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
    fc.constantFrom("x".repeat(5_000), "👩‍👩‍👧‍👦".repeat(300), "<!channel>", "مرحبا"),
  );
  const option = fc.record({ label: word, value: word });
  const options = fc.uniqueArray(option, { minLength: 1, maxLength: 120, selector: ({ value }) => value });
  const base = { name: fc.stringMatching(/^[a-z]{1,12}$/), label: fc.constant("A label"), hint: word };
  const field: fc.Arbitrary<FormField> = fc.oneof(
    fc.record({ ...base, type: fc.constant("select"), options: options.map(withFirst), initial: word }),
    fc.record({ ...base, type: fc.constant("multi-select"), options: options.map(withFirst) }),
    fc.record({ ...base, type: fc.constant("text"), initial: word, placeholder: word }),
    fc.record({ ...base, type: fc.constant("channel") }),
    fc.record({ ...base, type: fc.constant("time"), initial: fc.constant("08:30") }),
  );

  /** At least one that Slack can carry. */
  function withFirst(all: readonly { label: string; value: string }[]) {
    return [{ label: "One", value: "one" }, ...all];
  }

  it("is within Slack's limits, empty and filled in", () => {
    const fields = fc.uniqueArray(field, { minLength: 1, maxLength: 8, selector: ({ name }) => name });
    fc.assert(
      fc.property(fields, word, (all, title) => {
        const form: FormSpec = { command: "digest subscribe", title, submit: title, fields: all };
        const errors = Object.fromEntries(all.map(({ name }) => [name, "Not so."]));

        const views = [
          formView(form, place),
          formView(form, place, { errors, values: { [all[0]?.name ?? ""]: ["one"] } }),
        ];

        for (const view of views) expect(checkView(view)).toEqual([]);
      }),
      runs,
    );
  });

  it("comes back by its fields' names", () => {
    const state = {
      "field:title": { value: { value: "Good morning" } },
      "field:kpis": { value: { selected_options: [{ value: "csat" }, { value: "nps" }] } },
      "field:channel": { value: { selected_conversation: "C1" } },
      "field:time": { value: { selected_time: "08:30" } },
      "field:team": { value: { selected_option: null } },
      other: { value: { value: "not of the form" } },
    };

    expect(formValues(state)).toEqual({
      title: ["Good morning"],
      kpis: ["csat", "nps"],
      channel: ["C1"],
      time: ["08:30"],
      team: [],
    });
  });
});

describe("an answer about a large desk with names nobody expects", () => {
  const names = [
    "x".repeat(5_000),
    "👩‍👩‍👧‍👦".repeat(700),
    "محمد \u202e",
    "*_~<>&|`",
    "<!channel>",
    "<@U1>",
    "[a](b)",
  ];
  const columns = ["Agent", "Messages sent", "CSAT"].map((label) => ({ label, align: "left" as const }));
  const report: Report = {
    summary: names.join(" "),
    sections: [
      { type: "heading", text: names[0] ?? "", subtitle: names[4] ?? "" },
      {
        type: "table",
        title: names[3] ?? "",
        columns,
        rows: Array.from({ length: 200 }, (_, row) => [names[row % names.length] ?? "", String(row), "94 %"]),
        rowLinks: Array.from({ length: 200 }, (_, row) => `https://desk.example.com/a|b>?n=${row}&x=<!here>`),
      },
      {
        type: "actions",
        actions: names.map((name) => ({
          label: name,
          options: [{ label: name, command: `kpi csat agent:"${name}"` }],
        })),
      },
    ],
  };

  it.each([
    ["a message", () => answerMessage(answerOf(report), drawer, []).blocks],
    ["a modal", () => answerView(answerOf(report), place, drawer).blocks],
  ])("pings nobody and breaks nothing as %s", (_, built) => {
    const blocks = built();
    expect(checkView({ type: "home", blocks: blocks.filter(({ type }) => type !== "table") })).toEqual([]);
    expect(markupIn(blocks).filter((text) => /<[!@#]/.test(text))).toEqual([]);
    expect(wordsOf({ text: "", blocks })).toMatch(/…and \d+ more/);
  });

  it("says that it is being worked on, in a modal", () => {
    expect(checkView(loadingView(place))).toEqual([]);
  });
});
