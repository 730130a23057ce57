import { readFile } from "node:fs/promises";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { teamCalendars } from "../../src/calendar/calendar-rules.ts";
import { DeskConfig } from "../../src/config/desk-config.ts";
import { businessTimeOf } from "../../src/facts/business-time.ts";
import { formatValue } from "../../src/metrics/wording.ts";

const page = await readFile(new URL("../../docs/calendars.md", import.meta.url), "utf8");
const config = DeskConfig.parse(parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ""));
const rows = [...page.matchAll(/^\| (\w+) \| (\d{4}-.*?) \| (\d{4}-.*?) \| (.*?) \|/gm)];

function instant(local: string): Date {
  const time = Temporal.PlainDateTime.from(local.replace(" ", "T")).toZonedDateTime(config.timezone);
  return new Date(time.epochMilliseconds);
}

describe("docs/calendars.md", () => {
  it("works its examples out as they are measured", async () => {
    const time = await businessTimeOf([{ validFrom: null, content: teamCalendars(config) }]);

    expect(rows).toHaveLength(8);
    for (const [row, team = "", asked = "", answered = "", told] of rows) {
      const ms = time.between(team, instant(asked), instant(answered));
      expect({ row, told: ms === null ? null : formatValue("duration", ms / 1000) }).toEqual({ row, told });
    }
  });
});
