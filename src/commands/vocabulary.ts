import type { FilterKey } from "./question.ts";

/** The words that a typed line may be made of. */
export interface Vocabulary {
  readonly metrics: readonly { readonly id: string; readonly name: string }[];
  /** Values that are known by name without their key, such as teams. */
  readonly names: readonly KnownName[];
  /** What only this command knows, such as csv. */
  readonly flags: readonly string[];
}

interface KnownName {
  readonly key: FilterKey;
  readonly id: string;
  readonly name: string;
}

/** How words are compared: "First response time" is first-response-time. */
export function normalised(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}
