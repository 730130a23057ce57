const MAX_TEXT = 100_000;

/** A look into JSON that nobody has checked: what is not there, or is of another kind, reads as undefined. */
export class JsonView {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** What lies at these names and positions. */
  at(...path: readonly (string | number)[]): JsonView {
    let value = this.value;
    for (const step of path) {
      const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, step);
      if (!isThere) return new JsonView(undefined);
      value = (value as Record<string | number, unknown>)[step];
    }
    return new JsonView(value);
  }

  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get list(): readonly JsonView[] {
    return Array.isArray(this.value) ? this.value.map((item) => new JsonView(item)) : [];
  }

  /** A name or an id: text or a number that says something, without the blanks around it. */
  get id(): string | undefined {
    if (typeof this.value === "number") return String(this.value);
    if (typeof this.value !== "string") return undefined;
    const text = this.value.trim();
    return text === "" ? undefined : text;
  }

  get flag(): boolean | undefined {
    return typeof this.value === "boolean" ? this.value : undefined;
  }

  get number(): number | undefined {
    const number =
      typeof this.value === "string" && this.value.trim() !== "" ? Number(this.value) : this.value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  }

  /** What somebody wrote, cut down to what the log takes. */
  get text(): string | undefined {
    if (typeof this.value !== "string") return undefined;
    const text = this.value.replaceAll("\0", "").slice(0, MAX_TEXT).trim();
    return text === "" ? undefined : text;
  }

  /** The same out of HTML: its words alone. */
  get htmlText(): string | undefined {
    const { text } = this;
    if (text === undefined) return undefined;
    const words = text
      .replace(/<(br|\/p|\/div|\/li)\b[^<>]*>/gi, "\n")
      .replace(/<[^<>]*>/g, "")
      .replace(/&(nbsp|lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
      .trim();
    return words === "" ? undefined : words;
  }

  /** An instant, written in RFC 3339 or in seconds or milliseconds since 1970; other text as it is, to be refused. */
  get instant(): string | undefined {
    const { number, id } = this;
    if (number !== undefined) return ofEpoch(number);
    // Chatwoot's documentation shows this form.
    const [, date, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) UTC$/.exec(id ?? "") ?? [];
    return date === undefined ? id : `${date}T${time}Z`;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&nbsp;": " ",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** Seconds reach 1e11 in the year 5138. */
function ofEpoch(number: number): string | undefined {
  const date = new Date(Math.round(Math.abs(number) < 1e11 ? number * 1000 : number));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
