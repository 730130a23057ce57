import { describe, expect, it } from "vitest";
import { foldContact } from "../../src/facts/fold-contact.ts";
import { at, events, type Line } from "./timetable.ts";

function contactOf(...lines: readonly Line[]) {
  return foldContact(events(...lines));
}

const unknown = { segment: null, isActive: true, hasCellPhone: false, hasEmail: false, isSubscribed: true };

describe("a contact", () => {
  it("is active, subscribed and without a number until somebody says otherwise", () => {
    expect(contactOf(["09:00", "contact.created"]).contactStates).toEqual([
      { no: 1, contact: "eva", ...unknown, validFrom: at("09:00"), validTo: null },
    ]);
  });

  it("is there from the first event that describes it, whatever that is", () => {
    const from = (line: Line) =>
      contactOf(line).contactStates.map((row) => [row.validFrom, row.isSubscribed]);

    expect(from(["09:00", "contact.updated", { cellPhone: true }])).toEqual([[at("09:00"), true]]);
    expect(from(["09:00", "contact.unsubscribed"])).toEqual([[at("09:00"), false]]);
    expect(from(["09:00", "contact.resubscribed"])).toEqual([[at("09:00"), true]]);
    expect(from(["09:00", "contact.forgotten"])).toEqual([]);
    expect(from(["09:00", "subscription.started", { amount: 9, currency: "EUR" }])).toEqual([]);
  });

  it("is as last known, each state following on the one before", () => {
    const { contactStates } = contactOf(
      ["09:00", "contact.created", { email: true, segment: "smb" }],
      ["10:00", "contact.updated", { cellPhone: true }],
      ["11:00", "contact.updated", { cellPhone: true }],
      ["12:00", "contact.unsubscribed"],
      ["13:00", "contact.updated", { active: false }],
      ["14:00", "contact.forgotten"],
    );

    const known = { ...unknown, no: 1, contact: "eva", segment: "smb", hasEmail: true };
    expect(contactStates).toEqual([
      { ...known, validFrom: at("09:00"), validTo: at("10:00") },
      { ...known, no: 2, hasCellPhone: true, validFrom: at("10:00"), validTo: at("12:00") },
      {
        ...known,
        no: 3,
        hasCellPhone: true,
        isSubscribed: false,
        validFrom: at("12:00"),
        validTo: at("13:00"),
      },
      {
        ...known,
        no: 4,
        hasCellPhone: true,
        isSubscribed: false,
        isActive: false,
        validFrom: at("13:00"),
        validTo: null,
      },
    ]);
  });

  it("has one state an instant, the last in order", () => {
    expect(
      contactOf(["09:00", "contact.created"], ["09:00", "contact.updated", { cellPhone: true }])
        .contactStates,
    ).toMatchObject([{ no: 1, hasCellPhone: true, validFrom: at("09:00"), validTo: null }]);
  });

  it("gains a number each time it had none, and unsubscribes when it was subscribed", () => {
    const { contactChanges } = contactOf(
      ["09:00", "contact.created", { cellPhone: true, segment: "smb" }],
      ["10:00", "contact.updated", { cellPhone: true }],
      ["11:00", "contact.updated", { cellPhone: false }],
      ["12:00", "contact.unsubscribed"],
      ["13:00", "contact.unsubscribed"],
      ["14:00", "contact.resubscribed"],
      ["15:00", "contact.updated", { cellPhone: true, segment: "pro" }],
      ["16:00", "contact.unsubscribed"],
    );

    expect(contactChanges).toEqual([
      { no: 1, contact: "eva", segment: "smb", at: at("09:00"), kind: "phone-added" },
      { no: 2, contact: "eva", segment: "smb", at: at("12:00"), kind: "unsubscribed" },
      { no: 3, contact: "eva", segment: "pro", at: at("15:00"), kind: "phone-added" },
      { no: 4, contact: "eva", segment: "pro", at: at("16:00"), kind: "unsubscribed" },
    ]);
  });
});

describe("a subscription", () => {
  const euros = (amount: number | string) => ({ amount, currency: "EUR" });

  it("runs from its start over its changes until it is cancelled, and again", () => {
    const { subscriptions, subscriptionChanges } = contactOf(
      ["09:00", "subscription.started", { ...euros("29.00"), segment: "smb" }],
      ["10:00", "subscription.changed", euros("49.00")],
      ["11:00", "subscription.changed", euros("19.50")],
      ["12:00", "subscription.cancelled"],
      ["13:00", "subscription.started", euros(9)],
    );

    expect(subscriptions.map((row) => [row.no, row.amount, row.segment, row.validFrom, row.validTo])).toEqual(
      [
        [1, "29.00", "smb", at("09:00"), at("10:00")],
        [2, "49.00", "smb", at("10:00"), at("11:00")],
        [3, "19.50", "smb", at("11:00"), at("12:00")],
        [4, "9", "smb", at("13:00"), null],
      ],
    );
    expect(movements(subscriptionChanges)).toEqual([
      ["new", "29.00", "EUR", at("09:00")],
      ["expansion", "20.00", "EUR", at("10:00")],
      ["contraction", "-29.50", "EUR", at("11:00")],
      ["churned", "-19.50", "EUR", at("12:00")],
      ["new", "9", "EUR", at("13:00")],
    ]);
  });

  it("starts by a change, changes by a start, and stays as it is where nothing is new", () => {
    const { subscriptions, subscriptionChanges } = contactOf(
      ["08:00", "subscription.cancelled"],
      ["09:00", "subscription.changed", euros(10)],
      ["10:00", "subscription.started", euros(30)],
      ["11:00", "subscription.started", euros(30)],
      ["12:00", "subscription.cancelled"],
      ["13:00", "subscription.cancelled"],
    );

    expect(subscriptions.map((row) => [row.amount, row.validFrom, row.validTo])).toEqual([
      ["10", at("09:00"), at("10:00")],
      ["30", at("10:00"), at("12:00")],
    ]);
    expect(movements(subscriptionChanges).map(([kind, amount]) => [kind, amount])).toEqual([
      ["new", "10"],
      ["expansion", "20"],
      ["churned", "-30"],
    ]);
  });

  it("that changes its currency falls in the one and rises in the other: nobody came or left", () => {
    const { subscriptionChanges } = contactOf(
      ["09:00", "subscription.started", euros(10)],
      ["10:00", "subscription.changed", { amount: 12, currency: "USD" }],
    );

    expect(movements(subscriptionChanges).slice(1)).toEqual([
      ["contraction", "-10", "EUR", at("10:00")],
      ["expansion", "12", "USD", at("10:00")],
    ]);
  });

  it("of nothing a month makes a customer, who can be lost", () => {
    const { subscriptions, subscriptionChanges } = contactOf(
      ["09:00", "subscription.started", euros(0)],
      ["10:00", "subscription.cancelled"],
    );

    expect(subscriptions).toMatchObject([{ amount: "0", customer: "eva" }]);
    expect(movements(subscriptionChanges).map(([kind, amount]) => [kind, amount])).toEqual([
      ["new", "0"],
      ["churned", "0"],
    ]);
  });

  it("is of the segment last named by it or by its contact, which moves no money", () => {
    const { subscriptions, subscriptionChanges } = contactOf(
      ["08:00", "contact.created", { segment: "smb" }],
      ["09:00", "subscription.started", euros("10.00")],
      ["10:00", "subscription.changed", { ...euros("10.0"), segment: "pro" }],
      ["11:00", "contact.updated", { segment: "top" }],
    );

    expect(subscriptions.map((row) => [row.segment, row.validFrom])).toEqual([
      ["smb", at("09:00")],
      ["pro", at("10:00")],
      ["top", at("11:00")],
    ]);
    expect(subscriptionChanges).toMatchObject([{ kind: "new", segment: "smb" }]);
  });

  function movements(rows: ReturnType<typeof foldContact>["subscriptionChanges"]) {
    return rows.map((row) => [row.kind, row.amount, row.currency, row.at]);
  }
});
