import type { Environment } from "../../config/environment.ts";

const SECRET = /TOKEN|SECRET|KEY/;

/** Shorter ones would cut words of sentences. */
const SHORTEST = 4;

/** The text, with dots in the place of every secret of the environment: whatever a library put into its message. */
export function withoutSecrets(text: string, environment: Environment): string {
  return secretsOf(environment).reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
}

function secretsOf(environment: Environment): string[] {
  return Object.entries(environment)
    .flatMap(([name, value]) => {
      if (typeof value !== "string") return [];
      if (SECRET.test(name)) return [value];
      if (!URL.canParse(value)) return [];
      const { password } = new URL(value);
      return [password, unescaped(password)];
    })
    .filter((secret) => secret.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
