import { plainText } from "../messages/plain-text.ts";
import type { Report } from "../messages/report.ts";
import type { ShownMessage } from "../studio/message-route.ts";
import { personIn, type Surface } from "../surfaces/surface.ts";

/** More than these are in nobody's view: then those that are settled go. */
const MOST = 6;
/** Of those that are open too the oldest go. */
const MOST_OPEN = 12;

interface Standing {
  readonly id: string;
  readonly target: string;
  readonly report: Report;
  /** The message in whose thread it stands. */
  readonly above: string | undefined;
}

/** The sample desk's channel: what is posted there stands in memory, for the page to show. */
export interface DemoChannel {
  readonly surface: Surface;
  /** As Slack and Teams show them, the newest first. */
  messages(): Promise<readonly ShownMessage[]>;
}

/** @param slack,teams that draw what they would post */
export function demoChannel(slack: Surface, teams: Surface): DemoChannel {
  /** The newest first. */
  let standing: readonly Standing[] = [];
  const drawn = new WeakMap<Report, Promise<Pick<ShownMessage, "slack" | "teams">>>();

  function keep(message: Standing): void {
    const isKnown = standing.some(({ id }) => id === message.id);
    standing = isKnown
      ? standing.map((one) => (one.id === message.id ? message : one))
      : fewer([message, ...standing]);
  }

  function draw(report: Report) {
    const known = drawn.get(report);
    if (known) return known;
    const drawing = drawBoth(slack, teams, report);
    drawn.set(report, drawing);
    return drawing;
  }

  return {
    surface: {
      platform: "slack",
      render: (report) => slack.render(report),
      async post(target, report, { deliveryId, replyTo }) {
        keep({ id: deliveryId, target, report, above: replyTo?.messageId });
        return { target, messageId: deliveryId };
      },
      async update({ messageId }, report) {
        const message = standing.find(({ id }) => id === messageId);
        if (message) keep({ ...message, report });
      },
      hasThreads: (target) => personIn(target) === undefined,
    },
    async messages() {
      const messages = standing.filter(({ above }) => above === undefined);
      return await Promise.all(
        messages.map(async ({ id, target, report }) => ({
          id,
          to: personIn(target) ?? null,
          takingOn: takingOn(report),
          replies: standing.filter(({ above }) => above === id).flatMap((reply) => linesOf(reply.report)),
          text: plainText(report),
          ...(await draw(report)),
        })),
      );
    },
  };
}

async function drawBoth(slack: Surface, teams: Surface, report: Report) {
  const [inSlack, inTeams] = await Promise.all([slack.render(report), teams.render(report)]);
  return { slack: inSlack.payload, teams: inTeams.payload };
}

function fewer(all: readonly Standing[]): readonly Standing[] {
  const messages = all.filter(({ above }) => above === undefined);
  const tooMany = messages.length - MOST;
  if (tooMany <= 0) return all;
  const settled = messages.filter(({ report }) => isSettled(report)).slice(-tooMany);
  const left = messages.filter((message) => !settled.includes(message)).slice(0, MOST_OPEN);
  const names = new Set(left.map(({ id }) => id));
  return all.filter(({ id, above }) => names.has(above ?? id));
}

/** What takes it on, as long as anybody can. */
function takingOn({ sections }: Report): string | null {
  const actions = sections.flatMap((section) => (section.type === "actions" ? section.actions : []));
  return actions.flatMap(({ options = [] }) => options)[0]?.command ?? null;
}

/** One that tells of many has a table of those that wait. */
function isSettled(report: Report): boolean {
  return takingOn(report) === null && report.sections.every(({ type }) => type !== "table");
}

function linesOf({ summary, sections }: Report): readonly string[] {
  const table = sections.find((section) => section.type === "table");
  return table?.rows.map((cells) => cells.join(" ")) ?? [summary];
}
