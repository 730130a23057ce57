import type { IncomingHttpHeaders } from "node:http";
import { type ShownAnswer, type SurfaceAnswer, shownAnswer } from "./shown-answer.ts";

/** What the page asks: a line, a form of a line, or what a Teams button carries. */
export interface PageQuestion {
  readonly person: string;
  readonly line?: string;
  readonly form?: { readonly command: string; readonly values: Readonly<Record<string, readonly string[]>> };
  readonly press?: Readonly<Record<string, unknown>>;
}

export interface CommandRoute {
  readonly method: "POST";
  readonly path: string;
  answer(request: {
    readonly body: unknown;
    readonly headers: IncomingHttpHeaders;
  }): Promise<{ readonly status: number; readonly body: ShownAnswer | { readonly error: string } }>;
}

/**
 * Where the page sends what is asked. It believes whom the page says to be: for the sample desk on loopback alone. Only
 * JSON is taken, which another site's page cannot send here, and only under a name of this machine, which no other's is.
 */
export function commandRoute(ask: (question: PageQuestion) => Promise<SurfaceAnswer>): CommandRoute {
  return {
    method: "POST",
    path: "/studio/ask",
    async answer({ body, headers }) {
      if (!isHere(headers.host)) return { status: 403, body: { error: "only for this machine" } };
      const question = questionOf(body);
      if (!question) return { status: 400, body: { error: "a person and a line are needed" } };
      return { status: 200, body: shownAnswer(await ask(question)) };
    },
  };
}

function isHere(host = ""): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
}

function questionOf(body: unknown): PageQuestion | undefined {
  if (!isObject(body) || typeof body["person"] !== "string") return undefined;
  const { person, line, form, press } = body;
  if (typeof line === "string") return { person, line };
  if (isObject(press)) return { person, press };
  if (!isObject(form) || typeof form["command"] !== "string" || !isObject(form["values"])) return undefined;
  const values = Object.entries(form["values"]).map(([name, all]) => [name, strings(all)] as const);
  return { person, form: { command: form["command"], values: Object.fromEntries(values) } };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string" && one !== "") : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
