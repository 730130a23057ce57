import { describe, expect, it } from "vitest";
import { calendly } from "../../src/ingest/sources/calendly.ts";
import { fixtureJson, told } from "./told.ts";

const appointment = "DDVRNUTABYGF4LO2/AHT4VZ5PQYFOSTFB";

describe("a webhook of Calendly", () => {
  it("about a booking confirms the appointment", async () => {
    expect(told(calendly, await fixtureJson("calendly/webhook-invitee-created.json"))).toEqual({
      events: [
        ["2020-12-22T18:15:55.361Z", "appointment.confirmed", `${appointment}/confirmed`, { appointment }],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("about a cancellation cancels the same appointment", async () => {
    expect(told(calendly, await fixtureJson("calendly/webhook-invitee-canceled.json"))).toEqual({
      events: [
        ["2020-12-22T18:16:59.628Z", "appointment.cancelled", `${appointment}/cancelled`, { appointment }],
      ],
      ignored: [],
      rejected: [],
    });
  });

  it("about a move reschedules the old one and confirms the new one at its time", () => {
    const address = (event: string, invitee: string) =>
      `https://api.calendly.com/scheduled_events/${event}/invitees/${invitee}`;
    const given = {
      event: "invitee.canceled",
      payload: {
        uri: address("A", "B"),
        rescheduled: true,
        cancellation: { created_at: "2026-03-02T10:00:00.000000Z" },
        updated_at: "2026-03-02T10:00:09.000000Z",
      },
    };
    const booked = {
      event: "invitee.created",
      payload: {
        uri: address("C", "D"),
        old_invitee: address("A", "B"),
        created_at: "2026-03-02T10:00:00.500000Z",
        scheduled_event: { start_time: "2026-03-09T08:30:00.000000Z" },
      },
    };

    expect([given, booked].flatMap((body) => told(calendly, body).events)).toEqual([
      ["2026-03-02T10:00:00Z", "appointment.rescheduled", "A/B/rescheduled", { appointment: "A/B" }],
      [
        "2026-03-02T10:00:00.500Z",
        "appointment.confirmed",
        "C/D/confirmed",
        { appointment: "C/D", startsAt: "2026-03-09T08:30:00.000000Z" },
      ],
    ]);
  });

  it("of another kind is left", () => {
    expect(told(calendly, { event: "invitee_no_show.created", payload: {} })).toEqual({
      events: [],
      ignored: ["invitee_no_show.created"],
      rejected: [],
    });
  });

  it("whose invitee has no address is refused", () => {
    expect(told(calendly, { event: "invitee.created", payload: {} }).rejected).toEqual([
      "id is missing: must be text",
      expect.stringMatching(/^time is missing/),
    ]);
  });
});
