import { describe, expect, it } from "vitest";
import { foldAppointment } from "../../src/facts/fold-appointment.ts";
import { at, events, type Line } from "./timetable.ts";

function appointmentOf(...lines: readonly Line[]) {
  return foldAppointment(events(...lines));
}

function statusOf(...lines: readonly Line[]) {
  return appointmentOf(["09:00", "appointment.reminded"], ...lines).appointments[0]?.status;
}

const startsAt = "2026-03-04T14:00:00+01:00";

describe("an appointment", () => {
  it("is as last told", () => {
    expect(
      appointmentOf(
        ["09:00", "appointment.reminded", { contact: "eva", startsAt }],
        ["10:00", "appointment.rescheduled", { startsAt: "2026-03-06T14:00:00+01:00" }],
        ["11:00", "appointment.reminded"],
      ).appointments,
    ).toEqual([
      {
        appointment: "a1",
        contact: "eva",
        startsAt: new Date("2026-03-06T13:00:00Z"),
        status: "rescheduled",
        lastEventAt: at("11:00"),
      },
    ]);
  });

  it("is unconfirmed without a verdict, also where the answer says none", () => {
    expect(statusOf()).toBe("unconfirmed");
    expect(statusOf(["10:00", "appointment.replied", { text: "Where is it?" }])).toBe("unconfirmed");
    expect(statusOf(["10:00", "appointment.replied", { text: "erased" }])).toBe("unconfirmed");
  });

  it("is confirmed or cancelled by the latest verdict, of a reply or of an event", () => {
    const yes: Line = ["10:00", "appointment.replied", { text: "Oui !" }];
    const no: Line = ["11:00", "appointment.replied", { text: "nee, bedankt" }];

    expect(statusOf(yes)).toBe("confirmed");
    expect(statusOf(yes, no)).toBe("cancelled");
    expect(statusOf(yes, no, ["12:00", "appointment.confirmed"])).toBe("confirmed");
    expect(statusOf(yes, ["12:00", "appointment.cancelled"])).toBe("cancelled");
    expect(statusOf(["09:30", "appointment.rescheduled"], yes)).toBe("confirmed");
  });

  it("keeps its verdict when it is reminded of again, or an answer without one comes", () => {
    expect(
      statusOf(
        ["10:00", "appointment.replied", { text: "YES" }],
        ["11:00", "appointment.reminded"],
        ["12:00", "appointment.replied", { text: "Is there parking?" }],
      ),
    ).toBe("confirmed");
  });

  it("needs no reminder", () => {
    const facts = appointmentOf(["09:00", "appointment.confirmed", { startsAt }]);

    expect(facts.appointments).toMatchObject([{ status: "confirmed", contact: null }]);
    expect(facts.reminders).toEqual([]);
  });
});

describe("a reminder", () => {
  it("is answered by any reply before the next one", () => {
    const { reminders } = appointmentOf(
      ["08:00", "appointment.replied", { text: "too early" }],
      ["09:00", "appointment.reminded"],
      ["10:00", "appointment.reminded", { contact: "eva" }],
      ["11:00", "appointment.replied", { text: "hm" }],
      ["12:00", "appointment.replied", { text: "No" }],
      ["13:00", "appointment.reminded"],
      ["14:00", "appointment.cancelled"],
    );

    const every = { appointment: "a1", contact: "eva", status: "cancelled" };
    expect(reminders).toEqual([
      { no: 1, at: at("09:00"), isAnswered: false, ...every },
      { no: 2, at: at("10:00"), isAnswered: true, ...every },
      { no: 3, at: at("13:00"), isAnswered: false, ...every },
    ]);
  });
});
