/** The catalogue's words for what a number is. Durations are seconds wherever people or charts see them. */
export type Unit = "count" | "duration" | "percent" | "money" | "score";
