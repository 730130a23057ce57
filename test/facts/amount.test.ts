import fc from "fast-check";
import { expect, it } from "vitest";
import { difference, moneyOf } from "../../src/facts/amount.ts";

it("amounts keep every digit they were sent with", () => {
  expect(moneyOf({ amount: "12.50", currency: "EUR" })).toEqual({ amount: "12.50", currency: "EUR" });
  expect(moneyOf({ amount: 99.9, currency: "EUR" }).amount).toBe("99.9");
  expect(Number(moneyOf({ amount: 0.000_000_1, currency: "EUR" }).amount)).toBe(0.000_000_1);
  expect(moneyOf({ amount: 0.000_000_1, currency: "EUR" }).amount).not.toContain("e");
});

it("differences are exact", () => {
  expect(difference("0.3", "0.1")).toBe("0.2");
  expect(difference("999999999999999.999999", "0.000001")).toBe("999999999999999.999998");
  expect(difference("5", "7.25")).toBe("-2.25");
  expect(difference("0.5", "0.45")).toBe("0.05");
  expect(difference("3", "3")).toBe("0");
});

it("differences of any amounts in cents are those of their cents", () => {
  const cents = fc.bigInt({ min: 0n, max: 10n ** 17n });
  const text = (n: bigint) => `${n / 100n}.${String(n % 100n).padStart(2, "0")}`;

  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(BigInt(difference(text(a), text(b)).replace(".", ""))).toBe(a - b);
    }),
  );
});
