const DAILY = /^(\d{1,2}) (\d{1,2}) (\S+) \* (\S+)$/;

const days: Readonly<Record<string, string>> = {
  "*": "every day",
  "1-5": "Monday to Friday",
  "1": "every Monday",
  "2": "every Tuesday",
  "3": "every Wednesday",
  "4": "every Thursday",
  "5": "every Friday",
  "6": "every Saturday",
  "0": "every Sunday",
  "7": "every Sunday",
};

/** A schedule as people say it: "Monday to Friday at 08:30"; the expression itself where it is more than that. */
export function cronWords(cron: string): string {
  const [, minute = "", hour = "", date = "", weekday = ""] = DAILY.exec(cron.trim()) ?? [];
  const time = `at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (date === "1" && weekday === "*") return `on the first of the month ${time}`;
  const when = date === "*" && Object.hasOwn(days, weekday) ? days[weekday] : undefined;
  return when === undefined ? `by the schedule ${cron}` : `${when} ${time}`;
}
