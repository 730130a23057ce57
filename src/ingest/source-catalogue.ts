import type { Source } from "./source.ts";
import { calendly } from "./sources/calendly.ts";
import { chatwoot } from "./sources/chatwoot.ts";
import { freshdesk } from "./sources/freshdesk.ts";
import { intercom } from "./sources/intercom.ts";
import { zendesk } from "./sources/zendesk.ts";

/** Every source; a file in `sources/` that is not in this list fails a test. Mapped sources come with the configuration. */
export const sources: readonly Source[] = [zendesk, intercom, chatwoot, freshdesk, calendly];
