import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { commandCatalogue } from "../../src/commands/command-catalogue.ts";
import { platformLimits } from "../../src/surfaces/platform-limits.ts";
import { teamsManifest } from "../../src/surfaces/teams/teams-manifest.ts";
import { zipArchive } from "../../src/surfaces/teams/zip-archive.ts";

const folder = new URL("../../manifest/teams/", import.meta.url);
const limits = platformLimits.teams;
const clientId = "11111111-2222-4333-8444-555555555555";

/** As Microsoft packs it, so that nothing is fetched. It is draft 04, of which it uses nothing that draft 07 changed. */
const { $schema: _draft, ...schema } = createRequire(import.meta.url)(
  "@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.schema.json",
);
const isValid = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

const nobody = "00000000-0000-0000-0000-000000000000";
const manifestOf = (options: { readonly publicUrl?: string | undefined } = {}) =>
  teamsManifest({ clientId, commands: commandCatalogue, ...options });

describe("the Teams manifest", () => {
  it.each([
    ["with a public address", "https://desk.example.com/pulse"],
    ["without one", undefined],
    ["with one Teams cannot reach", "http://desk.example.com"],
  ])("is valid by Microsoft's own schema %s", (_, publicUrl) => {
    expect(complaintsOf(manifestOf({ publicUrl }))).toEqual([]);
  });

  it("would not be if something were wrong", () => {
    const wrong = { ...manifestOf(), accentColor: "blue", surprise: true };

    expect(complaintsOf(wrong)).toEqual([
      " must NOT have additional properties",
      expect.stringContaining("/accentColor"),
    ]);
  });

  it("offers the commands, no more than Teams lists", () => {
    const lists = manifestOf().bots.flatMap(({ commandLists }) => commandLists);

    expect(lists.length).toBeLessThanOrEqual(limits.commandLists);
    expect(lists.flatMap(({ commands }) => commands.map(({ title }) => title))).toEqual(
      commandCatalogue.slice(0, limits.commandsInList).map(({ name }) => name),
    );
    for (const { commands } of lists) {
      expect(commands.length).toBeLessThanOrEqual(limits.commandsInList);
      for (const { title, description } of commands) {
        expect(title.length).toBeLessThanOrEqual(32);
        expect(description.length).toBeLessThanOrEqual(128);
      }
    }
  });

  it("names our host, where there is one, and the bot", () => {
    const manifest = manifestOf({ publicUrl: "https://desk.example.com/pulse" });

    expect(manifest.validDomains).toEqual(["desk.example.com"]);
    expect(manifest.bots[0]?.botId).toBe(clientId);
  });

  it("is the one in manifest/teams: npx deskpulse manifest teams > manifest/teams/manifest.json", () => {
    const committed = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8"));

    expect(committed).toEqual(
      JSON.parse(
        JSON.stringify({
          ...manifestOf(),
          id: nobody,
          bots: manifestOf().bots.map((bot) => ({ ...bot, botId: nobody })),
        }),
      ),
    );
  });
});

describe("the icons", () => {
  it("are a full square of 192 pixels in colour, nothing see-through", async () => {
    const { width, height, pixels } = await pixelsOf("color.png");

    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
  });

  it("and 32 pixels of white outline on nothing", async () => {
    const { width, height, pixels } = await pixelsOf("outline.png");
    const drawn = pixels.filter(([, , , alpha]) => alpha > 0);

    expect([width, height]).toEqual([32, 32]);
    expect(drawn.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
    expect(drawn.length).toBeGreaterThan(100);
    expect(drawn.length).toBeLessThan(700);
  });
});

describe("the package", () => {
  it("lists its files at the end with where they begin, their length and check sum, as the format wants", () => {
    const bytes = Buffer.from('{"name":"déskpulse"}');
    const archive = zipArchive([
      { name: "empty.txt", bytes: Buffer.alloc(0) },
      { name: "manifest.json", bytes },
    ]);

    const end = archive.length - 22;
    expect(archive.readUInt32LE(end)).toBe(0x06054b50);
    expect(archive.readUInt16LE(end + 10)).toBe(2);
    const first = archive.readUInt32LE(end + 16);
    expect(archive.readUInt32LE(end + 12)).toBe(end - first);
    const second = first + 46 + "empty.txt".length;
    expect(archive.readUInt32LE(second)).toBe(0x02014b50);
    expect(archive.readUInt32LE(second + 16)).toBe(crc32(bytes));
    expect(archive.readUInt32LE(second + 24)).toBe(bytes.length);
    const file = archive.readUInt32LE(second + 42);
    expect(archive.readUInt32LE(file)).toBe(0x04034b50);
    const content = file + 30 + archive.readUInt16LE(file + 26);
    expect(archive.subarray(file + 30, content).toString()).toBe("manifest.json");
    expect(archive.subarray(content, content + bytes.length)).toEqual(bytes);
  });
});

function complaintsOf(manifest: object): string[] {
  isValid(JSON.parse(JSON.stringify(manifest)));
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

async function pixelsOf(name: string) {
  const image = await loadImage(new URL(name, folder).pathname);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = Array.from({ length: width * height }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(index * 4, index * 4 + 4);
    return [red, green, blue, alpha] as const;
  });
  return { width, height, pixels };
}
