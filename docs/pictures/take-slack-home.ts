import { chatAnswers } from "../../src/answering/chat-answers.ts";
import { openLoopbackCharts } from "../../src/charts/loopback-charts.ts";
import { openDemoDesk } from "../../src/cli/open-demo-desk.ts";
import { dataUrl } from "../../src/studio/data-url.ts";
import { slackHtml } from "../../src/studio/slack-html.ts";
import { answerBlocks } from "../../src/surfaces/slack/answer-blocks.ts";
import { takeSlackPicture } from "./slack-page.ts";

/**
 * Takes the picture of the app's Home in Slack, which the demo's page does not show, from the sample desk.
 */
const desk = await openDemoDesk(() => undefined);
const charts = await openLoopbackCharts({});

const drawings: Promise<string>[] = [];
const placeholder = "https://chart.example/";
const drawer = {
  publicUrl(spec: Parameters<typeof charts.drawer.draw>[0]) {
    const drawing = charts.drawer.draw(spec);
    drawings.push(
      drawing.then((bytes) => dataUrl({ name: "chart.png", mimeType: "image/png", altText: "", bytes })),
    );
    return `${placeholder}${drawings.length - 1}/`;
  },
};
const answers = chatAnswers({
  db: desk.store.db,
  accountId: desk.accountId,
  config: desk.config,
  logger: desk.logger,
  clock: desk.clock,
  profiles: {
    profileOf: async ({ id }) => ({
      kind: "member",
      email: id,
      name: id,
      timezone: "Europe/Amsterdam",
      locale: "en-GB",
    }),
  },
});
const lead = {
  user: { platform: "slack", tenant: "T1", id: "amira@northwind.example" },
  place: { platform: "slack", channel: "C1", kind: "channel" },
} as const;
const home = await answers.dashboard(lead);
const blocks = home.flatMap((answer) => answerBlocks(answer, drawer));
const drawn = await Promise.all(drawings);

const wire = JSON.stringify(blocks).replace(
  /https:\/\/chart\.example\/(\d+)\//g,
  (_, index) => drawn[Number(index)] ?? "",
);
const html = slackHtml({ payload: { blocks: JSON.parse(wire) }, files: [] });
await takeSlackPicture("slack-home", html, "img[alt=deskpulse] { visibility: hidden }");
await charts.close();
await desk.close();
