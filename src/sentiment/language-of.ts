import { eld } from "eld/extrasmall";

/** The languages whose words are known. */
export const languages = ["en", "fr", "nl"] as const;
export type Language = (typeof languages)[number];

const detector = eld.newInstance();

/**
 * The language of a text, "other" for any that is not known, undefined where the text is too short to tell.
 */
export function languageOf(text: string): Language | "other" | undefined {
  const found = detector.detect(text);
  if (found.language === "" || !found.isReliable()) return undefined;
  return languages.find((language) => language === found.language) ?? "other";
}
