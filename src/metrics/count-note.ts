import type { Measure } from "./measure.ts";
import type { Note } from "./metric-definition.ts";
import { formatValue } from "./wording.ts";

/** "3 cancelled": how many there are of something beside a KPI, where there are any. */
export function countNote(measure: Measure, words: string): Note {
  return {
    measures: [measure],
    word: (readings) => {
      const { count } = readings(measure.id);
      return count === 0 ? undefined : `${formatValue("count", count)} ${words}`;
    },
  };
}
