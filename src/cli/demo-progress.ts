import { progressLine } from "./progress-line.ts";

/** How far the making of the sample desk is. */
export type DemoProgress = (done: number, words: string) => void;

/** A line on stderr while the sample desk is made; the first look must not be a silent minute. */
export function demoProgress(): { readonly progress: DemoProgress; end(): void } {
  const line = progressLine("Sample desk");
  return { progress: (done, words) => line.show(done, words), end: () => line.end() };
}
