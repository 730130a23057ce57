import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { type HttpServer, httpServer } from "../../src/http/http-server.ts";
import { silentLogger } from "../../src/logger.ts";
import type { Report } from "../../src/messages/report.ts";
import type { StudioMessages } from "../../src/studio/studio-messages.ts";
import { studioRoutes } from "../../src/studio/studio-routes.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import { slackSurface } from "../../src/surfaces/slack/slack-surface.ts";
import { teamsSurface } from "../../src/surfaces/teams/teams-surface.ts";
import { sampleReport } from "../support/sample-report.ts";
import { stubDrawer } from "../support/stub-drawer.ts";
import { memoryReferences } from "../support/teams-desk.ts";

const attack = `</script><script>alert(1)</script><img src=x onerror="alert(2)">`;
const hostile: Report = {
  ...sampleReport,
  summary: attack,
  sections: [
    { type: "heading", text: attack, subtitle: attack },
    { type: "paragraph", text: attack },
    ...sampleReport.sections,
    { type: "table", title: attack, columns: [{ label: attack, align: "left" }], rows: [[attack]] },
  ],
};

let report = sampleReport;
let server: HttpServer;
beforeAll(async () => {
  server = await httpServer({
    host: "127.0.0.1",
    port: 0,
    routes: studioRoutes(() => rendered(report)),
    logger: silentLogger,
  });
});
afterAll(() => server.close());

describe("the studio", () => {
  it("shows the report as Slack, Teams and the console show it", async () => {
    report = sampleReport;
    const page = await (await fetch(server.url)).text();

    expect(page).toContain("<title>Good morning, Billing · deskpulse</title>");
    expect(part(page, "panel slack")).toMatch(/<strong>(<span>)*14m 50s/);
    expect(part(page, "panel slack")).toContain('src="data:image/png;base64,');
    expect(part(page, "panel console")).toContain("Thursday&#39;s outage");
    expect(cardOf(page)).toMatchObject({ type: "AdaptiveCard" });
  });

  it("puts the picture in the place of a chart that only Teams can draw", async () => {
    report = sampleReport;
    const page = await (await fetch(server.url)).text();

    const types = cardOf(page).body.map(({ type }) => type);
    expect(types).toContain("Image");
    expect(types.filter((type) => type.startsWith("Chart."))).toEqual([]);
  });

  it("takes nothing in a report for markup", async () => {
    report = hostile;
    const page = await (await fetch(server.url)).text();

    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img src=x");
    expect(page.match(/<script/g)).toHaveLength(3);
    expect(cardOf(page).body[0]).toMatchObject({ text: attack });
  });

  it("lets a browser load nothing but our own files", async () => {
    const answer = await fetch(server.url);
    const policy = answer.headers.get("content-security-policy");
    const page = await answer.text();

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe-eval");
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? "");
    for (const address of addresses)
      expect(address).toMatch(/^(\/studio\/|data:image\/png|https:\/\/desk\.example)/);
  });

  it.each([
    ["/studio/page.js", "text/javascript"],
    ["/studio/page.css", "text/css"],
    ["/studio/slack.css", "text/css"],
    ["/studio/adaptivecards.js", "text/javascript"],
    ["/studio/logo.png", "image/png"],
  ])("serves %s", async (path, type) => {
    const answer = await fetch(server.url + path);

    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain(type);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });
});

async function rendered(shown: Report): Promise<StudioMessages> {
  const drawer = stubDrawer();
  const logger = silentLogger;
  const references = memoryReferences();
  const [slack, teams, console] = await Promise.all([
    slackSurface({ botToken: "", drawer, logger }).render(shown),
    teamsSurface({ drawer, logger, references, clock: systemClock }).render(shown),
    consoleSurface({ drawer, write: () => undefined, outDirectory: undefined }).render(shown),
  ]);
  return { report: shown, slack, teams, console };
}

function part(page: string, name: string): string {
  return page.slice(page.indexOf(`<section class="${name}"`), page.indexOf("</main>"));
}

function cardOf(page: string): { type: string; body: { type: string }[] } {
  const json = /<script type="application\/json" id="card">(.*?)<\/script>/.exec(page)?.[1] ?? "";
  return JSON.parse(json);
}
