import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { manifestTeamsCommand } from "../../src/cli/manifest-teams-command.ts";
import { OperationError, UsageError } from "../../src/errors.ts";

const clientId = "11111111-2222-4333-8444-555555555555";

let folder: string;
let printed: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "manifest-teams-"));
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const run = (...options: string[]) => manifestTeamsCommand().parseAsync(options, { from: "user" });

describe("manifest teams", () => {
  it("prints JSON alone, with the bot's id and the public address filled in", async () => {
    vi.stubEnv("TEAMS_CLIENT_ID", clientId);
    vi.stubEnv("PUBLIC_URL", "https://desk.example.com");
    await run();

    expect(JSON.parse(printed)).toMatchObject({ id: clientId, validDomains: ["desk.example.com"] });
  });

  it("writes the package that Teams takes", async () => {
    vi.stubEnv("TEAMS_CLIENT_ID", clientId);
    const file = join(folder, "deskpulse.zip");
    await run("--zip", file);

    const archive = (await readFile(file)).toString("latin1");
    expect(printed).toBe(`${file}\n`);
    for (const part of ["manifest.json", "color.png", "outline.png", clientId])
      expect(archive).toContain(part);
  });

  it("takes an address instead of PUBLIC_URL, and one that Teams can reach", async () => {
    vi.stubEnv("TEAMS_CLIENT_ID", clientId);
    vi.stubEnv("PUBLIC_URL", "https://old.example.com");
    const file = join(folder, "deskpulse.zip");
    await run("--url", "https://desk.example.com", "--zip", file);

    const archive = (await readFile(file)).toString("latin1");
    expect(archive).toContain("desk.example.com");
    expect(archive).not.toContain("old.example.com");
    await expect(run("--url", "http://desk.example.com")).rejects.toThrow(UsageError);
  });

  it("writes no package without the bot's id, and says what is missing", async () => {
    vi.stubEnv("TEAMS_CLIENT_ID", "");

    await expect(run("--zip", join(folder, "a.zip"))).rejects.toThrow(OperationError);
    await expect(run("--zip", join(folder, "a.zip"))).rejects.toThrow(/TEAMS_CLIENT_ID is not set/);
  });

  it("names the file it cannot write", async () => {
    vi.stubEnv("TEAMS_CLIENT_ID", clientId);

    await expect(run("--zip", join(folder, "missing", "a.zip"))).rejects.toThrow(/missing\/a\.zip/);
  });
});
