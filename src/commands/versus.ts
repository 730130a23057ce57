import type { MetricQuery } from "../metrics/metric-query.ts";
import type { Question } from "./question.ts";

/** What a question is compared with, in the metrics' words. */
export function comparisonOf({ versus }: Pick<Question, "versus">): Pick<MetricQuery, "compare"> {
  return versus === undefined ? {} : { compare: versus === "last year" ? "year" : "week" };
}
