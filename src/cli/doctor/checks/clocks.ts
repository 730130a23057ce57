import { type Kysely, sql } from "kysely";
import type { Clock } from "../../../clock.ts";
import type { Database } from "../../../store/tables.ts";
import { slackTime } from "../../../surfaces/slack/slack-time.ts";
import type { Check } from "../check.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { spanInWords } from "../span-in-words.ts";

/** Beyond this, waits that are measured across machines are visibly wrong. */
const VISIBLE_MS = 10_000;
/** Slack's requests are refused when they seem to be older than five minutes. */
const BREAKING_MS = 300_000;
const remedy =
  "Let this machine take its time from the network (timedatectl set-ntp true), and the other one too.";

/** Whether this machine's clock agrees with the database's and Slack's. */
export const clocks: Check = {
  name: "clocks",
  async look({ db, environment, clock }) {
    const isSlackSetUp = environment.SLACK_BOT_TOKEN !== undefined;
    return [
      ...(db ? [compared("the database", await skewOf(clock, () => databaseTime(db)), 0)] : []),
      ...(isSlackSetUp ? await slackFinding(environment.SLACK_API_URL, clock) : []),
    ];
  },
};

async function slackFinding(apiUrl: string | undefined, clock: Clock): Promise<Finding[]> {
  // That Slack does not answer is said where its token is looked at.
  const skew = await skewOf(clock, () => slackTime(apiUrl)).catch(() => undefined);
  return skew === undefined ? [] : [compared("Slack", skew, 1_000)];
}

/** @param unit what the other clock tells no finer than */
function compared(whose: string, skew: number | undefined, unit: number): Finding {
  if (skew === undefined) return fine(`${whose} does not tell its time.`);
  const off = Math.abs(skew);
  const difference = `This machine's clock is ${spanInWords(off)} ${skew > 0 ? "ahead of" : "behind"} ${whose === "Slack" ? "Slack's" : "the database's"}`;
  if (off <= VISIBLE_MS + unit)
    return fine(`This machine's clock agrees with ${whose === "Slack" ? "Slack's" : "the database's"}.`);
  if (off < BREAKING_MS) return warning(`${difference}.`, remedy);
  return problem(
    `${difference}: ${whose === "Slack" ? "what Slack sends is refused as too old or too new" : "what is due is told wrongly"}.`,
    remedy,
  );
}

/** How far this clock is ahead of the other, in milliseconds: at the middle of the time that asking took. */
async function skewOf(clock: Clock, ask: () => Promise<Date | undefined>): Promise<number | undefined> {
  const before = clock.now().getTime();
  const other = await ask();
  return other && (before + clock.now().getTime()) / 2 - other.getTime();
}

async function databaseTime(db: Kysely<Database>): Promise<Date | undefined> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]?.now;
}
