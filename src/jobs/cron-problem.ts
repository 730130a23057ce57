import { CronExpressionParser } from "cron-parser";
import { validateDetailed } from "node-cron";
import { reason } from "../errors.ts";

const FIELDS = "must be five fields: minute hour day-of-month month day-of-week";

/** What is wrong with a cron expression, or undefined. Both libraries must read it: one checks, the other expands. */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length === 6) return `${FIELDS}; six, with seconds, are more than a digest can keep`;
  if (fields.length !== 5) return `${FIELDS}, such as "30 8 * * 1-5"`;
  const errors = validateDetailed(cron).errors.map((error) => error.message);
  if (errors.length > 0) return `must be a cron expression: ${errors.join("; ")}`;
  try {
    CronExpressionParser.parse(cron, { tz: "UTC", currentDate: new Date(0) }).next();
    return undefined;
  } catch (error) {
    return `must be a cron expression: ${reason(error)}`;
  }
}
