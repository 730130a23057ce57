/** Anything that survives JSON. An undefined property is left out. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A Chart.js 4 configuration without functions: it travels over HTTP as strict JSON. */
export interface ChartJson {
  readonly type: "line" | "bar";
  readonly data: { readonly labels?: readonly string[]; readonly datasets: readonly JsonObject[] };
  readonly options: JsonObject;
}

export interface JsonObject {
  readonly [key: string]: Json;
}
