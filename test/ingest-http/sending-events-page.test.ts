import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BODY_LIMIT, DEFAULT_RATE, DEPTH_LIMIT, EVENTS_LIMIT } from "../../src/ingest/http/limits.ts";
import { type OpenDoor, openDoor } from "../support/event-door.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/sending-events.md"), "utf8");
const examples = [...page.matchAll(/```sh curl\n(.*?)```\n\n```json answer\n(.*?)```/gs)];

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

describe("docs/sending-events.md", () => {
  it("names the limits", () => {
    expect(page).toContain(`${BODY_LIMIT / 1024 / 1024} MiB`);
    expect(page).toContain(`${EVENTS_LIMIT.toLocaleString("en")} events`);
    expect(page).toContain(`${DEPTH_LIMIT} deep`);
    expect(page).toContain(`${DEFAULT_RATE} unless given`);
  });

  it.skipIf(!hasCurl())("shows requests that work, one after the other", async () => {
    const env = { ...process.env, DESKPULSE_URL: door.server.url, DESKPULSE_KEY: await door.key() };
    expect(examples.length).toBe(4);

    for (const [, command = "", answer = ""] of examples) {
      const { stdout } = await promisify(execFile)("sh", ["-c", command], { env });
      expect(JSON.parse(stdout)).toEqual(JSON.parse(answer));
    }
  });
});

function hasCurl(): boolean {
  try {
    execFileSync("curl", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
