import type Holidays from "date-holidays";
import { Temporal } from "temporal-polyfill";
import { OperationError } from "../errors.ts";

/** The local dates of the holidays that begin in a year. */
export type HolidaysOf = (year: number) => readonly string[];

const HOUR_MS = 3_600_000;
const loaded = new Map<string, HolidaysOf>();

/**
 * The public holidays of a country, state or region, as the package date-holidays knows them. The package is loaded
 * when first asked for: it brings the rules of all countries.
 *
 * @param place NL, DE-BY, with a region US-LA-NO
 * @throws OperationError for a place it does not know
 */
export async function publicHolidays(place: string): Promise<HolidaysOf> {
  const known = loaded.get(place);
  if (known) return known;
  const { default: Holidays } = await import("date-holidays");
  const problem = placeProblem(new Holidays(), place);
  if (problem !== undefined) throw new OperationError(`The holiday country ${place} ${problem}`);
  const [country = "", state = "", region = ""] = place.split("-");
  const rules = new Holidays(country, state, region, { types: ["public"] });
  const years = new Map<number, readonly string[]>();
  const holidaysOf = (year: number) => {
    const dates = years.get(year) ?? rules.getHolidays(year).flatMap(wholeDays);
    years.set(year, dates);
    return dates;
  };
  loaded.set(place, holidaysOf);
  return holidaysOf;
}

/** What is wrong with a place as a holiday country, undefined where its holidays are known. */
export async function holidayCountryProblem(place: string): Promise<string | undefined> {
  if (loaded.has(place)) return undefined;
  const { default: Holidays } = await import("date-holidays");
  return placeProblem(new Holidays(), place);
}

function placeProblem(all: Holidays, place: string): string | undefined {
  const [country = "", state, region] = place.split("-");
  const steps = [
    { code: country, known: all.getCountries(), noun: "country codes" },
    ...(state === undefined
      ? []
      : [{ code: state, known: all.getStates(country), noun: `parts of ${country}` }]),
    ...(state === undefined || region === undefined
      ? []
      : [{ code: region, known: all.getRegions(country, state), noun: `parts of ${country}-${state}` }]),
  ];
  const wrong = steps.find(({ code, known }) => !Object.hasOwn(known ?? {}, code));
  if (!wrong) return undefined;
  const codes = Object.keys(wrong.known ?? {}).sort();
  return codes.length === 0
    ? `must be ${place.slice(0, place.lastIndexOf("-"))}: its holidays are known for the whole only`
    : `must be a place whose public holidays are known: ${wrong.noun} are ${codes.join(", ")}`;
}

/** Half a day off closes nothing: only days that are holidays from their first hour to their last. */
function wholeDays({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  if (date.slice(11, 16) !== "00:00") return [];
  // An hour and a half more, since clocks may go forward meanwhile.
  const days = Math.floor((end.getTime() - start.getTime()) / HOUR_MS / 24 + 1.5 / 24);
  const first = Temporal.PlainDate.from(date.slice(0, 10));
  return Array.from({ length: days }, (_, no) => first.add({ days: no }).toString());
}
