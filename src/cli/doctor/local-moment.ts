/** "Monday 2 March 2026 at 08:30 (Europe/Amsterdam)". */
export function localMoment(instant: Date, timezone: string): string {
  const text = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timezone,
  }).format(instant);
  return `${text} (${timezone})`;
}
