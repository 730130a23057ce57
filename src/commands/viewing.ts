import type { DeskConfig } from "../config/desk-config.ts";
import type { Locale } from "../metrics/wording.ts";
import type { CommandRequest } from "./command.ts";
import type { Room } from "./room.ts";

/** How the asker reads numbers and dates. */
export interface Viewing {
  readonly locale: Locale;
  /** IANA: the zone that days are in. */
  readonly timezone: string;
}

/** By the asker's chat profile, and by the desk's habits where it says nothing that is known here. */
export function viewingOf(
  { viewer }: Pick<CommandRequest, "viewer">,
  { config }: Pick<Room, "config">,
): Viewing {
  return { locale: localeOf(viewer.locale), timezone: zoneOf(viewer.timezone, config) };
}

function localeOf(locale: string | null): Locale {
  try {
    const [known] = Intl.NumberFormat.supportedLocalesOf((locale ?? "").replaceAll("_", "-"));
    return known ?? "en";
  } catch {
    return "en";
  }
}

function zoneOf(timezone: string | null, config: DeskConfig): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone ?? "" });
    return timezone ?? config.timezone;
  } catch {
    return config.timezone;
  }
}
