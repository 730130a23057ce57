import { readWatermarks } from "../../../store/watermarks.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, warning } from "../finding.ts";
import { counted } from "../listed.ts";
import { spanInWords } from "../span-in-words.ts";

/** Whether each source of events is as far as is expected of it. */
export const sources: Check = {
  name: "sources",
  async lookInto(db, { accountId, config, clock }) {
    const marks = await readWatermarks(db, accountId);
    if (marks.length === 0) {
      const remedy =
        "Make a key (deskpulse keys create --name helpdesk) and send to POST /v1/events, set up a webhook, or import a file; docs/sources.md tells how.";
      return [warning("No event has arrived yet.", remedy)];
    }
    const now = clock.now().getTime();
    const silent = Object.keys(config.sources)
      .filter((name) => !marks.some(({ source }) => source === name))
      .map((name) =>
        warning(
          `The source ${name} of deskpulse.yaml has never sent an event.`,
          `Correct its name under sources, or set it up; there is ${marks.map(({ source }) => source).join(", ")}.`,
        ),
      );
    const told = marks.map(({ source, newestEventAt, events }): Finding => {
      const silence = Math.max(0, now - newestEventAt.getTime());
      const expected = config.sources[source]?.expectedSilence;
      const says = `${source} sent ${counted(events, "event")}, the newest of ${spanInWords(silence)} ago`;
      if (expected === undefined || silence <= expected) return fine(`${says}.`);
      return warning(
        `${says}: longer than the ${spanInWords(expected)} that are expected of it.`,
        `See whether ${source} still sends (its webhook, its key, its file); digests wait for it and say what is missing.`,
      );
    });
    return [...told, ...silent];
  },
};
