import { describe, expect, it } from "vitest";
import { openDesk } from "../../src/cli/open-desk.ts";
import { readEnvironment } from "../../src/config/environment.ts";
import { deliveryTiming } from "../../src/deliveries/delivery-room.ts";
import { startDeskpulse } from "../../src/main.ts";
import { type Walker, walkingDesk } from "../support/walking-desk.ts";

describe("deskpulse start", { timeout: 60_000 }, () => {
  it("finishes the message under way when it is told to stop, and ends cleanly", async () => {
    await using desk = await walkingDesk();
    const walker = await desk.walker("morning", "slack");
    const underWay = Promise.withResolvers<void>();
    const stopping = Promise.withResolvers<void>();
    desk.slack.proxy.fail("chat.postMessage", {
      before: async () => {
        underWay.resolve();
        await stopping.promise;
      },
    });
    const child = await walker.start();
    await underWay.promise;
    const beginsToStop = child.logged("deskpulse is stopping");
    child.signal("SIGTERM");
    await beginsToStop;
    stopping.resolve();
    const ending = await child.ended;

    expect(ending.exitCode, ending.stderr).toBe(0);
    expect(await desk.slack.messages(walker.target)).toHaveLength(1);
    expect(await walker.delivery()).toMatchObject({ state: "sent", attempts: 1 });
  });

  it.each(['sql insert into "deliveries"', "request .*chat.postMessage", "answer .*chat.postMessage"])(
    "killed at %s is followed by one that sends the digest once",
    async (dieAt) => {
      await using desk = await walkingDesk();
      const walker = await desk.walker("morning", "slack");
      const ending = await (await walker.start(dieAt)).ended;
      expect(ending.wasKilled, ending.stderr).toBe(true);

      await startUntilSent(walker);

      expect(await desk.slack.messages(walker.target)).toHaveLength(1);
      expect(await walker.delivery()).toMatchObject({ state: "sent", is_unclear: false });
    },
  );
});

async function startUntilSent(walker: Walker): Promise<void> {
  const running = await startDeskpulse({
    desk: await openDesk(readEnvironment({ ...walker.environment, LOG_LEVEL: "silent" })),
    timing: { ...deliveryTiming, settleMs: 300 },
  });
  try {
    await expect.poll(async () => (await walker.delivery())?.state, { timeout: 20_000 }).toBe("sent");
  } finally {
    await running.stop();
  }
}
