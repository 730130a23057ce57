import type { FieldError } from "../../events/parse-event.ts";

/** Whether a JSON text may hold what unsafeParts finds; most hold none of it. */
export function mayBeUnsafe(text: string): boolean {
  return text.includes("\\u") || text.includes("__proto__");
}

/** What no event may hold anywhere, in known fields or others: it could not be stored or handed on as it was sent. */
export function unsafeParts(event: unknown): FieldError[] {
  const errors: FieldError[] = [];
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: "", value: event }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === "string" && value.includes("\0")) {
      errors.push({ path, message: "must not contain a NUL character" });
    }
    if (typeof value !== "object" || value === null) continue;
    for (const [name, item] of Object.entries(value)) {
      const place = path === "" ? name : `${path}.${name}`;
      if (name === "__proto__") errors.push({ path: place, message: "must not be named __proto__" });
      else if (name.includes("\0")) errors.push({ path, message: "must have no field with NUL in its name" });
      else open.push({ path: place, value: item });
    }
  }
  return errors;
}
