import type { Money } from "./rows.ts";

interface Stated {
  readonly amount: number | string;
  readonly currency: string;
}

/** An amount as it was sent, as a decimal number in text, with its currency. */
export function moneyOf({ amount, currency }: Stated): Money {
  return { amount: typeof amount === "string" ? amount : decimalOf(amount), currency };
}

/** `a − b` of decimal numbers in text, to the last digit. */
export function difference(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const units = unitsOf(a, decimals) - unitsOf(b, decimals);
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  return `${units < 0n ? "-" : ""}${whole}${fraction}`;
}

/** Numbers below a millionth would be written with an exponent. */
function decimalOf(amount: number): string {
  const text = String(amount);
  return text.includes("e") ? amount.toFixed(20) : text;
}

function decimalsOf(amount: string): number {
  return amount.split(".")[1]?.length ?? 0;
}

function unitsOf(amount: string, decimals: number): bigint {
  const [whole = "", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}
