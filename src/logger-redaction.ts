const HIDDEN = "[hidden]";

/** Fields that hold what people wrote, who they are, or what opens a door, at any depth. */
const hidden =
  /^(text|comment|body|blocks|payload|data|parameters|detail|email|customer|contact|phone|authorization|cookie|password|token|secret|signature|api_?key|.*(token|secret|password))$/i;

/** What looks like a token or an address in any text, as the platforms make them. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b[\w.+-]+@[\w-]+(\.[\w-]+)+/g, HIDDEN],
  [/\bx(ox[a-z]|app)-[\w-]+/g, HIDDEN],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${HIDDEN}`],
  [/\bdp_[\w.-]{8,}/g, HIDDEN],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/(\w+:\/\/)[^\s/:@"\\]*:[^\s/@"\\]+@/g, `$1${HIDDEN}@`],
  [/hooks\.slack\.com\/[\w/]+/g, `hooks.slack.com/${HIDDEN}`],
];

/** A copy without the values of fields that may hold what must not be logged. */
export function redactedFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, hidden.test(key) ? HIDDEN : redactedValue(value, 0)]),
  );
}

/** A line without what looks like a token or an e-mail address. */
export function redactedLine(line: string): string {
  return patterns.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}

const DEEPEST = 6;

/** Errors and dates are left to the log's own serializers. */
function redactedValue(value: unknown, depth: number): unknown {
  if (Array.isArray(value))
    return depth >= DEEPEST ? HIDDEN : value.map((item) => redactedValue(item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  if (depth >= DEEPEST) return HIDDEN;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      hidden.test(key) ? HIDDEN : redactedValue(item, depth + 1),
    ]),
  );
}
