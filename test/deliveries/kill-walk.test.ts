import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardWords } from "../support/card-words.ts";
import { grantedScopes } from "../support/slack-desk.ts";
import { wordsOf } from "../support/slack-words.ts";
import { type Walker, type WalkingDesk, walkingDesk } from "../support/walking-desk.ts";

const MAY_REPEAT = /may repeat|may be here twice|may see this twice/;
/** The first step after the promise; those before are the same for every platform and walked with Slack. */
const PROMISED = 'sql delete from "paused_targets"';
let desk: WalkingDesk;

beforeAll(async () => {
  desk = await walkingDesk();
});

afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});

describe("a digest whose process is killed at each step in turn is, once another has finished", () => {
  it("in Slack exactly once", { timeout: 240_000 }, async () => {
    const steps = await walk("slack", undefined, async (walker) => {
      const { delivery } = await walker.finish();
      const messages = await desk.slack.messages(walker.target);

      expect(messages).toHaveLength(1);
      expect(wordsOf(messages[0] ?? { ts: "", text: "" })).not.toMatch(MAY_REPEAT);
      expect(delivery).toMatchObject({ state: "sent", is_unclear: false });
    });

    expect(desk.slack.proxy.complaints).toEqual([]);
    expect(steps).toEqual(
      expect.arrayContaining([
        'sql insert into "digest_occurrences"',
        expect.stringMatching(/^request .*files.getUploadURLExternal$/),
        expect.stringMatching(/^request .*chat.postMessage$/),
        expect.stringMatching(/^answer .*chat.postMessage$/),
        'sql update "deliveries" set',
      ]),
    );
  });

  it("in Teams exactly once, or twice where the request was under way, and the second says so", {
    timeout: 240_000,
  }, async () => {
    const twice: string[] = [];
    await walk("teams", PROMISED, async (walker, dyingStep) => {
      const before = await walker.delivery();
      const hadArrived = cardsOf(walker).length === 1;
      const wasUnderWay = before?.state === "sending";
      const { delivery } = await walker.finish();
      const cards = cardsOf(walker);

      expect(cards).toHaveLength(hadArrived && wasUnderWay ? 2 : 1);
      if (wasUnderWay) expect(cards.at(-1)).toMatch(MAY_REPEAT);
      else expect(cards.at(-1)).not.toMatch(MAY_REPEAT);
      expect(delivery).toMatchObject({ state: "sent", is_unclear: wasUnderWay });
      if (cards.length === 2) twice.push(dyingStep);
    });

    expect(desk.teams.complaints).toEqual([]);
    expect(twice).toEqual(['sql update "deliveries" set']);
  });

  it("on the console exactly once, or twice where it was being printed, and the second says so", {
    timeout: 240_000,
  }, async () => {
    const twice: string[] = [];
    await walk("console", PROMISED, async (walker, dyingStep, stdout) => {
      const wasUnderWay = (await walker.delivery())?.state === "sending";
      const wasPrinted = stdout.includes("Good morning");
      const { printed, delivery } = await walker.finish();

      expect(printed.includes("Good morning")).toBe(!wasPrinted || wasUnderWay);
      expect(MAY_REPEAT.test(printed)).toBe(wasUnderWay);
      expect(delivery).toMatchObject({ state: "sent", is_unclear: wasUnderWay });
      if (wasPrinted && printed !== "") twice.push(dyingStep);
    });

    expect(twice).toEqual(['sql update "deliveries" set']);
  });
});

describe("a request that arrives after its process died", () => {
  it("is waited for, and not sent again", async () => {
    const walker = await desk.walker("late", "slack");
    const child = walker.send();
    const dead = Promise.withResolvers<void>();
    desk.slack.proxy.fail("chat.postMessage", {
      before: async () => {
        child.signal("SIGKILL");
        await child.ended;
        dead.resolve();
        await delay(100);
      },
    });
    await dead.promise;
    const { delivery } = await walker.finish(3_000);

    expect(await desk.slack.messages(walker.target)).toHaveLength(1);
    expect(delivery).toMatchObject({ state: "sent", is_unclear: false });
  });
});

describe("where Slack does not permit to look", () => {
  it("a digest that may have been posted is posted again and says so", async () => {
    await using blind = await walkingDesk(grantedScopes.filter((scope) => !scope.endsWith(":history")));
    const walker = await blind.walker("blind", "slack");
    await walker.send("answer .*chat.postMessage").ended;
    const again = await walker.finish();
    const [first, second, ...more] = (await blind.slack.messages(walker.target)).map(wordsOf);

    expect(first).not.toMatch(MAY_REPEAT);
    expect(second).toMatch(MAY_REPEAT);
    expect(more).toEqual([]);
    expect(again.delivery).toMatchObject({ state: "sent", is_unclear: true });
  });
});

/**
 * Sends a digest unharmed to learn the steps, then lets a process of its own die at each of them that is not passing, two
 * at a time.
 *
 * @param from the first step that is walked
 * @returns the steps, in order
 */
async function walk(
  platform: "slack" | "teams" | "console",
  from: string | undefined,
  check: (walker: Walker, dyingStep: string, stdout: string) => Promise<void>,
): Promise<readonly string[]> {
  const unharmed = await (await desk.walker(platform, platform)).send().ended;
  expect(unharmed.exitCode, unharmed.stderr).toBe(0);
  const { steps, passing } = unharmed;
  const first = from === undefined ? 1 : steps.indexOf(from) + 1;
  const numbers = steps.map((_, index) => index + 1);
  const walked = numbers.filter((no) => no >= first && (no === steps.length || !passing.has(no))).values();
  const lane = async () => {
    for (const dieAt of walked) {
      const walker = await desk.walker(`${platform}-${dieAt}`, platform);
      const ending = await walker.send(dieAt).ended;
      expect(ending.wasKilled, ending.stderr).toBe(true);
      await check(walker, ending.steps.at(-1) ?? "", ending.stdout);
    }
  };
  await Promise.all([lane(), lane()]);
  return steps;
}

function cardsOf(walker: Walker): string[] {
  return desk.teams.posted
    .filter(({ conversation }) => conversation === walker.target)
    .map(({ activity }) => cardWords(activity.attachments?.[0]?.content));
}
