/** Of one request; the same stands in docs/sending-events.md and in the OpenAPI document. */
export const BODY_LIMIT = 10 * 1024 * 1024;
export const EVENTS_LIMIT = 10_000;
/** Deeper JSON is not read at all; of an event's data less is taken. */
export const DEPTH_LIMIT = 100;
/** Objects, lists and what stands in them: millions of empty lists fit into a small body, and not into memory. */
export const VALUES_LIMIT = 1_000_000;
/** The same of one event. */
export const EVENT_VALUES_LIMIT = 10_000;
/** Events a second of a key that has no limit of its own. */
export const DEFAULT_RATE = 50_000;
