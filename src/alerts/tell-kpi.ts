import type { DeskConfig } from "../config/desk-config.ts";
import { windowWords } from "../config/kpi-alert.ts";
import { spanText } from "../config/spans.ts";
import { quotedWord } from "../messages/quoted-word.ts";
import { currencyOf, formatValue, wordSample } from "../metrics/wording.ts";
import { isBeyond, isMeasured } from "./kpi-alert-state.ts";
import type { KpiTold } from "./kpi-told.ts";
import type { KpiWatch, SourceWatch, Watch } from "./kpi-watch.ts";
import type { Measurement } from "./measure-watch.ts";

/**
 * What there is to tell of an alert by what a look has found.
 *
 * @param earlier what was told since it began to fire; left out where it fires just now
 */
export function tellKpi(
  config: Pick<DeskConfig, "teams" | "people" | "timezone">,
  watch: Watch,
  found: Measurement,
  earlier?: KpiTold,
): KpiTold {
  const told = watch.kind === "kpi" ? tellOfKpi(config, watch, found) : tellOfSource(watch, found);
  return earlier ? { ...told, first: earlier.first, before: earlier.before } : told;
}

function tellOfKpi(
  config: Pick<DeskConfig, "teams" | "people" | "timezone">,
  watch: KpiWatch,
  found: Measurement,
): KpiTold {
  const { alert, definition, rule } = watch;
  const previous = "result" in found ? found.result.previous : { value: null, sample: 0 };
  return {
    name: labelOf(watch),
    title: alert.title ?? null,
    scope: [...scopeOf(config, watch), windowWords(alert), ...hoursOf(watch)],
    condition: conditionOf(watch),
    clears: `It clears at ${worded(watch, rule.clearsAt)} or ${rule.side === "below" ? "above" : "below"}.`,
    first: foundWords(watch, found),
    now: nowOf(watch, found),
    isMeasured: isMeasured(found, rule),
    before: previous.value === null ? null : foundWords(watch, previous),
    lastEventAt: null,
    definition: `${definition.name}: ${definition.definition}`,
    command: commandOf(config, watch),
  };
}

function tellOfSource(watch: SourceWatch, found: Measurement): KpiTold {
  const { alert, rule, source } = watch;
  const silence = formatValue("duration", found.value);
  const time = alert.calendar === undefined ? "" : ` in the hours of ${alert.calendar}`;
  const isSilent = found.value !== null && isBeyond(found.value, rule);
  const silent =
    found.sample === 0
      ? `Nothing has ever come from ${source}.`
      : `Nothing has come from ${source} for ${silence}${time}.`;
  return {
    name: `Events of ${source}`,
    title: alert.title ?? null,
    scope: hoursOf(watch),
    condition: `silent for ${spanText(alert.silentFor ?? 0)}`,
    clears: "It clears with the next event.",
    first: `nothing for ${silence}${time}`,
    isMeasured: true,
    now: isSilent ? silent : `Events of ${source} come.`,
    before: null,
    lastEventAt: "lastEventAt" in found ? (found.lastEventAt?.toISOString() ?? null) : null,
    definition: null,
    command: null,
  };
}

/** "Response time (p90)" */
function labelOf({ definition, statistic }: KpiWatch): string {
  return statistic && statistic !== "mean"
    ? `${definition.name} (${statistic.replaceAll("-", " ")})`
    : definition.name;
}

function scopeOf({ teams, people }: Pick<DeskConfig, "teams" | "people">, { filters, alert }: KpiWatch) {
  const nameOf = (dimension: string, id: string) => {
    if (dimension === "team") return teams[id]?.name ?? id;
    return dimension === "agent" ? (people.find(({ agent }) => agent === id)?.name ?? id) : id;
  };
  const parts = Object.entries(filters).map(
    ([dimension, values = []]) => `${dimension} ${values.map((id) => nameOf(dimension, id)).join(", ")}`,
  );
  return [...parts, ...(alert.clock === "business" ? ["in business time"] : [])];
}

function hoursOf({ alert: { calendar } }: Watch): readonly string[] {
  return calendar === undefined ? [] : [`hours of ${calendar}`];
}

function conditionOf(watch: KpiWatch): string {
  const { alert, rule } = watch;
  const bound = worded(watch, rule.bound);
  const side = rule.side === "below" ? "below" : "above";
  if (alert.goal === undefined) return `${side} ${bound}`;
  return `${side} the goal of at ${side === "below" ? "least" : "most"} ${bound}`;
}

function worded({ unit, alert }: KpiWatch, value: number | null): string {
  return formatValue(unit, value, currencyOf({ currency: alert.currency ?? null }));
}

/** "76 % from 25 ratings". What rounding would put at the bound is said to be beside it. */
function foundWords(
  watch: KpiWatch,
  { value, sample }: { readonly value: number | null; readonly sample: number },
): string {
  const text = worded(watch, value);
  const { bound } = watch.rule;
  const isBeside = value !== null && value !== bound && text === worded(watch, bound);
  const near = isBeside ? `just ${value < bound ? "under" : "over"} ${text}` : text;
  const of = wordSample(watch.definition, { sample });
  if (of === undefined) return near;
  return of.startsWith("from ") ? `${near} ${of}` : `${near} (${of})`;
}

function nowOf(watch: KpiWatch, found: Measurement): string {
  const { definition, rule } = watch;
  const label = labelOf(watch);
  if (!isMeasured(found, rule)) {
    const [one, many] = definition.sampleOf;
    const of =
      found.sample === 0 ? `there are no ${many}` : `${found.sample} ${found.sample === 1 ? one : many}`;
    const few = found.sample === 0 ? "" : `, fewer than ${rule.minimumSample}`;
    return `${label} cannot be told now: ${of}${few}.`;
  }
  const is = `${label} is ${foundWords(watch, found)}`;
  return found.value !== null && isBeyond(found.value, rule) ? `${is}, ${conditionOf(watch)}.` : `${is}.`;
}

/** As one would type it. Local days are those of the desk, hours and minutes the same everywhere. */
function commandOf({ timezone }: Pick<DeskConfig, "timezone">, watch: KpiWatch): string {
  const { alert, definition, statistic, filters } = watch;
  const over = windowWords(alert);
  const isLocal = !/ (hours?|minutes?)$/.test(over);
  return [
    "kpi",
    definition.id,
    over,
    statistic,
    alert.clock,
    ...Object.entries(filters).map(([key, values = []]) => `${key}:${values.map(quotedWord).join(",")}`),
    isLocal ? `zone:${quotedWord(timezone)}` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
