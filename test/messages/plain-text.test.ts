import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../src/messages/display-width.ts";
import { plainText } from "../../src/messages/plain-text.ts";
import type { Report, Section } from "../../src/messages/report.ts";
import { longReport, sampleReport } from "../support/sample-report.ts";

describe("a report as plain text", () => {
  it("is set as a reader wants it", () => {
    expect(plainText(sampleReport)).toBe(`Good morning, Billing
=====================
Mon 11 to Sun 17 Apr 2016, compared with the week before

− worse   First response time: 14m 50s, 46 % slower than 10m 9s before (214
          replies, 198 before)
+ better  Resolution rate: 94 %, 6 points higher than 88 % before (402 of 428)
·         Conversations opened: 428, 12 % more than before

Conversations opened       428  · 12 % more
First response time    14m 50s  − 46 % slower, worse
  − goal missed: at most 10m; from 214 replies
Resolution rate           94 %  + 6 points higher, better
  + goal met: at least 90 %; 402 of 428
Customer satisfaction     87 %  · about the same
  ~ close to the goal: at least 90 %; from 31 ratings
Reopened rate          no data
  3 conversations: too few to judge

Chart: First response time by day
  First response time by day: highest on Thu 14 with 24m 40s, otherwise between
  10m and 16m; the week before about 10m.
  Picture: good-morning-billing-first-response-time-by-day.png

Thursday's outage of the payment page <status & more> explains most of it.

By agent
Agent          Messages  Response time  Closed
-------------  --------  -------------  ------
Ada Lovelace        212         9m 12s      88
Max Müller          187         14m 3s      71
Kim 🦊 Nguyễn       154        21m 40s      60
Sam O'Neill          98        no data      41
and 3 more

By channel: kpi first-response-time by channel last week
Open in the browser: https://desk.example.com/digests/morning

Data up to Mon 18 Apr 2016 08:29 Europe/Amsterdam.
Times are elapsed time, medians.
`);
  });

  it("names where the pictures are", () => {
    expect(plainText(sampleReport, { picture: (name) => `out/${name}` })).toContain(
      "  Picture: out/good-morning-billing-first-response-time-by-day.png\n",
    );
  });

  it("keeps to its width, but for paths and addresses", () => {
    for (const width of [20, 40, 79, 100]) {
      for (const line of plainText(longReport, { width }).split("\n")) {
        expect(displayWidth(line), line).toBeLessThanOrEqual(width);
      }
    }
  });

  it("counts the rows it leaves out with those left out before", () => {
    expect(plainText(longReport, { tableRows: 40 })).toContain("\nand 467 more\n");
  });

  it("says how many columns of a wide table do not fit", () => {
    expect(plainText(longReport, { width: 60 })).toContain("(16 more columns)");
  });

  it("takes what would steer a terminal out of people's texts", () => {
    const nasty = "Ada\u001b[2J\u0007\r\nLove\u202Elace\u0000";
    const text = plainText(of({ type: "heading", text: nasty }, { type: "paragraph", text: nasty }));

    expect(text).toContain("Ada [2J Love lace\n");
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
  });

  it("keeps the lines of a paragraph", () => {
    expect(plainText(of({ type: "paragraph", text: "one\ntwo" }))).toBe("one\ntwo\n");
  });

  it("leaves no number alone without its percent sign", () => {
    const text = plainText(of({ type: "paragraph", text: "Resolution rate fell to 46 % in a day" }), {
      width: 26,
    });

    expect(text).toBe("Resolution rate fell to\n46 % in a day\n");
  });

  it("is the summary where there is nothing else", () => {
    expect(plainText({ summary: "Nothing happened.", sections: [] })).toBe("Nothing happened.\n");
  });

  it("takes any texts whatever the width", () => {
    const section = fc.record({
      type: fc.constant("table" as const),
      title: fc.string({ unit: "grapheme" }),
      columns: fc.constant([
        { label: "A", align: "left" as const },
        { label: "B", align: "right" as const },
      ]),
      rows: fc.array(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(section, fc.integer({ min: 20, max: 120 }), (table, width) => {
        for (const line of plainText(of(table), { width }).split("\n")) {
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});

function of(...sections: Section[]): Report {
  return { summary: "", sections };
}
