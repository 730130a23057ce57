import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapped, told } from "./mapped.ts";

const opened = `
events:
  - type: conversation.opened
    at: when
    data: { conversation: id, channel: channel }
`;

describe("a value", () => {
  async function value(
    spec: string,
    cells: Record<string, string>,
    field = "topic",
    more = "",
  ): Promise<unknown> {
    const table = `id,when,${Object.keys(cells).join(",")}\n1,2026-03-02T09:00Z,${Object.values(cells).join(",")}\n`;
    const data = `{ conversation: id, channel: { value: x }, ${field}: ${spec} }`;
    const rule = `events:\n  - { type: conversation.opened, at: when, data: ${data} }\n${more}`;
    const { events, refusals } = await mapped(rule, table);
    if (refusals.length > 0) return told(refusals).join();
    return JSON.parse(events[0]?.split(" ").slice(3).join(" ") ?? "null")[field];
  }

  it.each([
    ["a column", "a", { a: " x y " }, "x y"],
    ["a column with an odd name", '"a b (1)"', { "a b (1)": "x" }, "x"],
    ["a column named by a number", "{ column: 2016 }", { 2016: "x" }, "x"],
    ["a constant", "{ value: fixed }", { a: "x" }, "fixed"],
    ["a number that is a text", "{ value: 7 }", { a: "x" }, "7"],
    ["a template", '{ template: "{a}-{b}/{a}" }', { a: "x", b: "y" }, "x-y/x"],
    ["a template with an empty cell", '{ template: "{a}-{b}" }', { a: "x", b: "" }, undefined],
    ["the first that says something", "{ first: [a, b, { value: z }] }", { a: "", b: "y" }, "y"],
    ["the first, none saying anything", "{ first: [a, b], else: z }", { a: "", b: "" }, "z"],
    ["a group of an expression", "{ column: a, extract: '^Group (\\d+)$' }", { a: "Group 56" }, "56"],
    ["all that an expression matches", "{ column: a, extract: '\\d+' }", { a: "Group 56" }, "56"],
    ["an expression that does not match", "{ column: a, extract: '\\d+' }", { a: "Group" }, undefined],
    ["a mapped text", "{ column: a, map: { 1: low, x: high } }", { a: "1" }, "low"],
    ["a text mapped to nothing", "{ column: a, map: { none: null } }", { a: "none" }, undefined],
    ["an unmapped text with an else", "{ column: a, map: { 1: low }, else: other }", { a: "9" }, "other"],
    ["an empty cell with an else", "{ column: a, else: other }", { a: "" }, "other"],
    [
      "an unmapped text",
      "{ column: a, map: { 1: low } }",
      { a: "9" },
      expect.stringContaining('"9" in column "a" is not in the map'),
    ],
  ])("may be %s", async (_, spec, cells, expected) => {
    expect(await value(spec, cells as Record<string, string>)).toEqual(expected);
  });

  it("is a list where a list belongs", async () => {
    expect(await value("a", { a: "one" }, "tags")).toEqual(["one"]);
    expect(await value("{ column: a, split: ';' }", { a: "one; two;" }, "tags")).toEqual(["one", "two"]);
  });

  it("says nothing where the cell is one of table.missing", async () => {
    const more = 'table: { missing: ["?", NULL] }';

    expect(await value("a", { a: "?" }, "topic", more)).toBeUndefined();
    expect(await value("a", { a: "NULL" }, "topic", more)).toBeUndefined();
    expect(await value("a", { a: "nulls" }, "topic", more)).toBe("nulls");
  });

  async function number(cell: string, spec = "{ column: a }", more = ""): Promise<unknown> {
    const data = `{ conversation: id, agent: { value: sam }, seconds: ${spec} }`;
    const { events, refusals } = await mapped(
      `${more}\nevents:\n  - { type: handling.logged, at: when, data: ${data} }\n`,
      `id;when;a\n1;2026-03-02T09:00Z;${cell}\n`.replaceAll(";", more ? ";" : "\t"),
    );
    return refusals.length > 0 ? told(refusals)[0] : JSON.parse(events[0]?.split(" ")[3] ?? "null").seconds;
  }

  it.each([
    ["12.5", "a", 12.5],
    ["1,234", "a", 1234],
    ["1 234 567.25", "a", 1_234_567.25],
    ["2", "{ column: a, unit: minutes }", 120],
    ["1.5", "{ column: a, unit: hours }", 5400],
    ["1", "{ column: a, unit: days }", 86_400],
    ["0:02:23", "{ column: a, unit: clock }", 143],
    ["02:03", "{ column: a, unit: clock }", 123],
    ["26:00:00", "{ column: a, unit: clock }", 93_600],
    ["1,23", "a", '2 data.seconds must be a number (found "1,23" in column "a")'],
    [
      "two",
      "{ column: a, unit: minutes }",
      '2 data.seconds must be a number of minutes (found "two" in column "a")',
    ],
    [
      "0.5",
      "{ column: a, unit: clock }",
      '2 data.seconds must be a duration like 1:02:03 or 02:03 (found "0.5" in column "a")',
    ],
  ])("%s read as %s is %s", async (cell, spec, expected) => {
    expect(await number(cell, spec, 'table: { delimiter: ";" }')).toEqual(expected);
  });

  it("may have a decimal comma", async () => {
    expect(await number("1.234,5", "a", 'table: { delimiter: ";", decimal: "," }')).toBe(1234.5);
  });

  it("keeps money as it is written", async () => {
    const { events } = await mapped(
      "events:\n  - { type: order.placed, at: when, data: { order: id, amount: a, currency: { value: EUR } } }\n",
      'id,when,a\n1,2026-03-02T09:00Z,"1,234.10"\n',
    );

    expect(events[0]).toContain('"amount":"1234.10"');
  });

  it.each([
    ["yes", true],
    ["FALSE", false],
    ["0", false],
    ["maybe", undefined],
  ])("%s is %s where true or false belongs", async (cell, expected) => {
    const { events, refusals } = await mapped(
      "events:\n  - { type: conversation.resolved, at: when, data: { conversation: id, automatic: a } }\n",
      `id,when,a\n1,2026-03-02T09:00Z,${cell}\n`,
    );

    if (expected === undefined) expect(told(refusals)[0]).toContain("another word needs a map");
    else expect(events[0]).toContain(`"automatic":${expected}`);
  });

  it("may be a time with a duration added", async () => {
    const at =
      '{ template: "{day} {clock}", format: yyyy-MM-dd H:mm, timezone: Asia/Tokyo, plus: { column: wait, unit: seconds } }';
    const { events } = await mapped(
      `events:\n  - { type: conversation.opened, at: ${at}, data: { conversation: id, channel: id } }\n`,
      "id,day,clock,wait\n1,2026-03-02,9:00,90.5\n",
    );

    expect(events[0]).toContain("2026-03-02T00:01:30.500Z");
  });

  it("of a field inside another has a dot in its name", async () => {
    const { events } = await mapped(
      "events:\n  - { type: message.sent, at: when, data: { author.kind: { value: agent }, author.id: who } }\n",
      "id,when,who\n1,2026-03-02T09:00Z,sam\n",
    );

    expect(events[0]).toContain('{"author":{"kind":"agent","id":"sam"}}');
  });
});

describe("a condition", () => {
  const cells = ["Resolved", "resolved", "", "3", "3.0", "12", "TRUE", "Re: hello"];

  it.each([
    ["Resolved", ["Resolved"]],
    ["[Resolved, 3]", ["Resolved", "3", "3.0"]],
    ["true", ["TRUE"]],
    ["{ not: [Resolved, resolved] }", ["", "3", "3.0", "12", "TRUE", "Re: hello"]],
    ["{ missing: true }", [""]],
    ["null", [""]],
    ["{ missing: false, not: 12 }", ["Resolved", "resolved", "3", "3.0", "TRUE", "Re: hello"]],
    ["{ matches: '^[Rr]e' }", ["Resolved", "resolved", "Re: hello"]],
    ["{ above: 3 }", ["12"]],
    ["{ atLeast: 3, below: 12 }", ["3", "3.0"]],
  ])("%s holds for %j", async (test, expected) => {
    const table = `id,when,channel,a\n${cells.map((cell, no) => `${no},2026-03-02T09:00Z,x,${cell}\n`).join("")}`;

    const { events, withoutEvents } = await mapped(`where: { a: ${test} }${opened}`, table);

    expect(events.map((event) => cells[JSON.parse(event.split(" ")[3] ?? "null").conversation])).toEqual(
      expected,
    );
    expect(withoutEvents).toBe(cells.length - expected.length);
  });

  it("of several columns needs all of them, of several maps one", async () => {
    const when = "[{ a: 1, b: 2 }, { a: 3 }]";

    const { events } = await mapped(
      `where: ${when}${opened}`,
      "id,when,channel,a,b\nno,2026-03-02T09:00Z,x,1,9\nyes,2026-03-02T09:00Z,x,1,2\nyes,2026-03-02T09:00Z,x,3,9\n",
    );

    expect(events.every((event) => event.includes('"yes"'))).toBe(true);
    expect(events).toHaveLength(2);
  });
});

describe("a table of changes", () => {
  const changes = (settings: string) => `
times: { format: iso, timezone: UTC }
case: ${settings}
events:
  - { type: conversation.opened, row: first, at: t, data: { conversation: id, channel: { column: ch, row: last } } }
  - { type: conversation.assigned, row: later, changed: [who, team], at: t, data: { conversation: id, agent: who, team: team } }
  - { type: conversation.resolved, changed: s, when: { s: done }, at: t, data: { conversation: id } }
  - { type: conversation.reopened, was: { s: done }, when: { s: { not: done } }, at: t, data: { conversation: id } }
  - { type: note.added, row: last, at: t, data: { conversation: id, agent: { column: who, else: nobody } } }
`;
  const rows = [
    "1,2026-03-02 09:00,new,sam,a,mail",
    "1,2026-03-02 09:05,done,sam,a,mail",
    "1,2026-03-02 09:05,new,,a,mail",
    "1,2026-03-02 09:05,done,,a,phone",
  ];
  const events = [
    '1/000001/conversation.opened 2026-03-02T09:00:00Z conversation.opened {"conversation":"1","channel":"phone"}',
    '1/000002/conversation.resolved 2026-03-02T09:05:00Z conversation.resolved {"conversation":"1"}',
    '1/000003/conversation.assigned 2026-03-02T09:05:00.001Z conversation.assigned {"conversation":"1","agent":null,"team":"a"}',
    '1/000003/conversation.reopened 2026-03-02T09:05:00.001Z conversation.reopened {"conversation":"1"}',
    '1/000004/conversation.resolved 2026-03-02T09:05:00.001Z conversation.resolved {"conversation":"1"}',
    '1/000004/note.added 2026-03-02T09:05:00.001Z note.added {"conversation":"1","agent":"nobody"}',
  ];
  const table = (...lines: string[]) => `id,t,s,who,team,ch\n${lines.join("\n")}\n`;

  it("gives what changed between the rows of a case, in the order of the rows also within one minute", async () => {
    const found = await mapped(changes("{ by: id, grouped: true }"), table(...rows));

    expect(found.events).toEqual(events);
    expect(found.shifted).toBe(4);
  });

  it("opens as resolved a case whose first row says so", async () => {
    const found = await mapped(
      changes("{ by: id, grouped: true }"),
      table("1,2026-03-02 09:00,done,sam,a,mail"),
    );

    expect(found.events.map((event) => event.split(" ")[2])).toEqual([
      "conversation.opened",
      "conversation.resolved",
      "note.added",
    ]);
  });

  it("may hold the rows of a case apart", async () => {
    const other = rows.map((row) => row.replace("1,", "2,"));
    const mixed = rows.flatMap((row, no) => [other[no] ?? "", row]);

    const found = await mapped(changes("{ by: id }"), table(...mixed));

    expect(found.events.filter((event) => event.startsWith("1/"))).toEqual(events);
    expect(found.events).toHaveLength(2 * events.length);
  });

  it("that is said to hold them together and does not is an error that names the line", async () => {
    await expect(
      mapped(
        changes("{ by: id, grouped: true }"),
        table(rows[0] ?? "", "2,2026-03-02 09:00,new,,,mail", rows[1] ?? ""),
      ),
    ).rejects.toThrow(/table\.csv:4: the rows of case "1" do not stand together: remove case\.grouped/);
  });

  it("may have the newest row first", async () => {
    const found = await mapped(changes("{ by: id, order: t }"), table(...rows.toReversed()));

    expect(found.events).toEqual(events);
  });

  it("gives the same events in any order of the file, where every row has a time of its own", async () => {
    const timed = rows.map((row, no) => row.replace(/09:0\d/, `09:0${no}`));
    const straight = await mapped(changes("{ by: id, order: t }"), table(...timed));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(timed, { minLength: timed.length }), async (shuffled) => {
        expect(await mapped(changes("{ by: id, order: t }"), table(...shuffled))).toEqual(straight);
      }),
      { numRuns: 20 },
    );
  });

  it("refuses a row without a case, and one that cannot be sorted", async () => {
    const found = await mapped(
      changes("{ by: id, order: t }"),
      table(",2026-03-02 09:00,new,,,mail", "1,soon,new,,,mail", "1,2026-03-02 09:00,new,,,mail"),
    );

    expect(told(found.refusals)).toEqual([
      "2 case.by is missing: the row says nothing there",
      expect.stringContaining(
        '3 case.order must be a time that exists, written iso (found "soon" in column "t")',
      ),
    ]);
    expect(found.events).toHaveLength(2);
  });

  it("gives grown cases their old ids in the next export", async () => {
    const before = await mapped(changes("{ by: id, grouped: true }"), table(...rows.slice(0, 2)));
    const after = await mapped(changes("{ by: id, grouped: true }"), table(...rows));

    const ids = (events: readonly string[]) => events.map((event) => event.split(" ")[0]);
    const kept = before.events.filter((event) => !event.includes("note.added"));
    expect(ids(after.events)).toEqual(expect.arrayContaining(ids(kept)));
  });
});

describe("an event's id", () => {
  const table =
    "id,when,channel,no\nA,2026-03-02T09:00Z,x,1\nA,2026-03-02T09:00Z,x,1\nA,2026-03-02T09:00Z,x,2\n";
  const ids = async (mapping: string) =>
    (await mapped(mapping, table)).events.map((event) => event.split(" ")[0]);

  it("is made of the key", async () => {
    expect(await ids(`key: { template: "x-{no}" }${opened}`)).toEqual([
      "x-1/conversation.opened",
      "x-1/conversation.opened",
      "x-2/conversation.opened",
    ]);
  });

  it("is made of case and key, a repeated key being counted", async () => {
    expect(await ids(`case: { by: id }\nkey: no${opened}`)).toEqual([
      "A/1/conversation.opened",
      "A/1~2/conversation.opened",
      "A/2/conversation.opened",
    ]);
  });

  it("is made of the row itself where nothing else is known, equal rows being different events", async () => {
    const [first, second, third] = await ids(opened);

    expect(second).toBe(first?.replace("/", "~2/"));
    expect(third).not.toBe(first);
    expect(await ids(opened)).toEqual([first, second, third]);
  });

  it("may be the table's own", async () => {
    expect(await ids(opened.replace("at: when", 'at: when\n    id: { template: "evt-{no}" }'))).toEqual([
      "evt-1",
      "evt-1",
      "evt-2",
    ]);
  });
});

describe("a row", () => {
  it.each([
    ["too few cells", "1,2026-03-02T09:00Z", "2  must have as many cells as the header: 3 (found 2)"],
    ["too many cells", "1,2026-03-02T09:00Z,x,y", "2  must have as many cells as the header: 3 (found 4)"],
    [
      "no time",
      "1,,x",
      "2 time is missing: no time for conversation.opened, and the row gives no other event",
    ],
    ["no channel", "1,2026-03-02T09:00Z,", '2 data.channel is missing: must be text in column "channel"'],
    [
      "an id too long",
      `${"x".repeat(201)},2026-03-02T09:00Z,x`,
      "2 data.conversation must have at most 200 characters",
    ],
    ["a time in the future", "1,2036-03-02T09:00Z,x", "2 time is more than 24 hours in the future"],
  ])("with %s is refused", async (_, row, message) => {
    const { refusals, events } = await mapped(opened, `id,when,channel\n${row}\n`);

    expect(told(refusals)[0]).toContain(message);
    expect(events).toEqual([]);
  });

  it("may have empty cells behind its last column", async () => {
    expect((await mapped(opened, "id,when,channel\n1,2026-03-02T09:00Z,x,,\n")).events).toHaveLength(1);
  });

  it("with bytes in another encoding is refused where they are asked for, and read where the encoding is named", async () => {
    const table = Buffer.from(
      "id,when,channel,note\n1,2026-03-02T09:00Z,caf\xe9,\n2,2026-03-02T09:00Z,x,caf\xe9\n",
      "latin1",
    );

    const plain = await mapped(opened, table);
    expect(told(plain.refusals)).toEqual([
      "2  has bytes that are not UTF-8: name the file's encoding in table.encoding",
    ]);
    expect(plain.events).toHaveLength(1);
    const named = await mapped(`table: { encoding: windows-1252 }${opened}`, table);
    expect(named.events[0]).toContain('"channel":"café"');
  });

  it("may stand in a UTF-16 file that begins with its byte order mark", async () => {
    const table = Buffer.from("\ufeffid\twhen\tchannel\n1\t2026-03-02T09:00Z\tcafé\n", "utf16le");

    expect((await mapped(`table: { delimiter: "\\t" }${opened}`, table)).events[0]).toContain("café");
  });

  it("may have its columns named by the mapping, behind lines to be skipped", async () => {
    const mapping = `table: { columns: [id, when, channel], skipLines: 2 }${opened}`;

    expect((await mapped(mapping, "a title\n\n1,2026-03-02T09:00Z,x\n")).events).toHaveLength(1);
  });
});
