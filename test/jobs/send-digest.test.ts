import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { deliveryTiming } from "../../src/deliveries/delivery-room.ts";
import { digestTargets } from "../../src/jobs/digest-targets.ts";
import { type SendRequest, sendDigest } from "../../src/jobs/send-digest.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { digestFields, digestOf, scheduleRoom } from "../support/schedule-room.ts";
import { ScriptedSurface } from "../support/scripted-surface.ts";

let database: TestDatabase;
let slack: ScriptedSurface;
let console: ScriptedSurface;
const asOf = new Date("2026-03-02T07:30:00Z");

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(async () => {
  await database.close();
});

beforeEach(async () => {
  slack = new ScriptedSurface("slack");
  console = new ScriptedSurface("console", { canBeAsked: false });
  for (const table of ["deliveries", "digest_occurrences", "target_pacing", "paused_targets"] as const) {
    await database.db.deleteFrom(table).execute();
  }
});

describe("a digest sent by hand", () => {
  it("goes to all its targets, as of the moment asked for", async () => {
    const sent = await send();

    expect(states(sent)).toEqual(["console console sent", "slack C1 sent"]);
    expect(slack.arrivals[0]?.summary).toBe("Morning at 2026-03-02T07:30:00.000Z");
  });

  it("is not sent twice for the same moment", async () => {
    await send();
    const again = await send();

    expect(again.deliveries.map((one) => one.wasSentBefore)).toEqual([true, true]);
    expect(slack.arrivals).toHaveLength(1);
  });

  it("is sent once more when that is asked for, each time", async () => {
    await send();
    await send({ again: true });
    await send({ again: true });

    expect(new Set(slack.arrivals.map((arrival) => arrival.deliveryId)).size).toBe(3);
  });

  it("for one surface leaves the others for later", async () => {
    const first = await send({ targets: [{ platform: "slack", target: "C1" }] });
    const second = await send();

    expect(states(first)).toEqual(["slack C1 sent"]);
    expect(second.deliveries.map((one) => [one.delivery.platform, one.wasSentBefore])).toEqual([
      ["console", false],
      ["slack", true],
    ]);
    expect(console.arrivals).toHaveLength(1);
  });

  it("says what failed without holding up the others, and may be tried again", async () => {
    slack.posts.push({ throws: new DeliveryError("target-gone", "The channel is archived") });

    const first = await send();
    const second = await send();

    expect(states(first)).toEqual(["console console sent", "slack C1 failed"]);
    expect(states(second)).toEqual(["console console sent", "slack C1 sent"]);
    expect(console.arrivals).toHaveLength(1);
  });

  it("is sent once when two processes send the same moment at once", async () => {
    await Promise.all([send(), send(), send()]);

    expect(slack.arrivals).toHaveLength(1);
    expect(console.arrivals).toHaveLength(1);
  });

  it("that has nothing to say is not posted", async () => {
    const sent = await send({}, async () => ({ report: { summary: "", sections: [] }, isQuiet: true }));

    expect(sent.occurrence.state).toBe("quiet");
    expect(sent.deliveries).toEqual([]);
  });
});

async function send(
  options: Partial<SendRequest> = {},
  compose?: () => Promise<{ report: { summary: string; sections: [] }; isQuiet: boolean }>,
) {
  const room = scheduleRoom(database, { clock: systemClock, digests: [digestFields()] });
  return await sendDigest(
    {
      ...room,
      ...(compose && { compose }),
      surfaces: new Map([
        ["slack", slack],
        ["console", console],
      ]),
      timing: { ...deliveryTiming, settleMs: 50, firstRetryMs: 20 },
      tellOwner: async () => undefined,
    },
    {
      digest: digestOf(room),
      asOf,
      targets: digestTargets(digestOf(room)),
      again: false,
      patienceMs: 60_000,
      ...options,
    },
  );
}

function states(sent: Awaited<ReturnType<typeof send>>): string[] {
  return sent.deliveries.map(({ delivery }) => `${delivery.platform} ${delivery.target} ${delivery.state}`);
}
