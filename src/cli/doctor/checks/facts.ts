import { sql } from "kysely";
import type { Check } from "../check.ts";
import { fine, problem } from "../finding.ts";
import { counted } from "../listed.ts";
import { spanInWords } from "../span-in-words.ts";

/** Facts follow the log within seconds while somebody folds. */
const LATE_MS = 60_000;

/** Whether the facts are as new as the log. */
export const facts: Check = {
  name: "facts",
  async lookInto(db, { accountId }) {
    const { rows } = await sql<{ waiting: number; lag: number }>`
      select count(*) as waiting,
        coalesce(extract(epoch from clock_timestamp() - min(changed_at)) * 1000, 0)::float8 as lag
      from changed_subjects where account_id = ${accountId}`.execute(db);
    const { waiting, lag } = rows[0] ?? { waiting: 0, lag: 0 };
    if (waiting === 0) return [fine("Every event of the log is in the numbers.")];
    const told = `${counted(waiting, "change")} of the log ${waiting === 1 ? "is" : "are"} not in the numbers yet, the oldest for ${spanInWords(lag)}`;
    if (lag < LATE_MS) return [fine(`${told}: they are being worked off.`)];
    return [
      problem(
        `${told}.`,
        "Start deskpulse (npm start): it works them off. If it runs, see its log for what fails.",
      ),
    ];
  },
};
