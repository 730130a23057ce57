import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OperationError } from "../../src/errors.ts";
import { consoleSurface } from "../../src/surfaces/console/console-surface.ts";
import { DeliveryError } from "../../src/surfaces/surface.ts";
import { sampleReport } from "../support/sample-report.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const name = "good-morning-billing-first-response-time-by-day.png";
const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
const drawer = { draw: async () => bytes };
const delivery = { deliveryId: "d-1", firstAttemptAt: new Date("2016-04-18T06:30:00Z"), mayRepeat: false };

describe("the console", () => {
  it("renders the text and the pictures, the same each time", async () => {
    const surface = consoleSurface({ write: () => undefined, outDirectory: undefined, drawer });
    const [one, other] = [await surface.render(sampleReport), await surface.render(sampleReport)];

    expect(one).toEqual(other);
    expect(one.text).toContain(`Picture: ${name}\n`);
    expect(one.files).toMatchObject([{ name, mimeType: "image/png", bytes }]);
    expect(one.files[0]?.altText).toContain("highest on Thu 14");
  });

  it("prints the report and writes its pictures, naming the paths", async () => {
    await using folder = await temporaryFolder();
    const { surface, printed } = terminal(join(folder.path, "not", "there", "yet"));
    const posted = await surface.post("console", sampleReport, delivery);
    const path = join(folder.path, "not", "there", "yet", name);

    expect(posted).toEqual({ target: "console", messageId: "d-1" });
    expect(printed()).toMatch(/^Good morning, Billing\n=+\n/);
    expect(printed()).toContain(`Picture: ${path}\n`);
    expect(new Uint8Array(await readFile(path))).toEqual(bytes);
    expect(await readdir(join(folder.path, "not", "there", "yet"))).toEqual([name]);
  });

  it("writes no pictures where it has no place for them", async () => {
    const { surface, printed } = terminal(undefined);
    await surface.post("console", sampleReport, delivery);

    expect(printed()).toContain("Chart: First response time by day");
    expect(printed()).not.toContain("Picture:");
  });

  it("says that a message may repeat", async () => {
    const { surface, printed } = terminal(undefined);
    await surface.post("console", sampleReport, { ...delivery, mayRepeat: true });

    expect(printed()).toMatch(/^This message may repeat one that was sent before\.\n\nGood morning/);
  });

  it("prints the report although a chart cannot be drawn", async () => {
    await using folder = await temporaryFolder();
    const draw = async () => {
      throw new OperationError("the chart server is down");
    };
    const { surface, printed } = terminal(folder.path, { draw });
    await surface.post("console", sampleReport, delivery);

    expect(printed()).toContain("Picture: none (the chart server is down)");
    expect((await surface.render(sampleReport)).files).toEqual([]);
  });

  it("tells a printing that broke off apart from one that never began", async () => {
    const write = () => {
      throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    };
    const broken = consoleSurface({ write, outDirectory: undefined, drawer });

    await expect(broken.post("console", sampleReport, delivery)).rejects.toMatchObject({
      name: "DeliveryError",
      failure: "unclear",
    });
  });

  it("refuses before printing where pictures cannot be written, and leaves no half file", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "file"), "");
    await mkdir(join(folder.path, "taken", name), { recursive: true });
    for (const directory of ["file", "taken"]) {
      const { surface, printed } = terminal(join(folder.path, directory));
      const error = await surface.post("console", sampleReport, delivery).catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(DeliveryError);
      expect(error).toMatchObject({ failure: "refused", message: expect.stringContaining(name) });
      expect(printed()).toBe("");
    }
    expect(await readdir(join(folder.path, "taken"))).toEqual([name]);
  });
});

function terminal(outDirectory: string | undefined, drawn: typeof drawer = drawer) {
  const texts: string[] = [];
  const surface = consoleSurface({ write: (text) => texts.push(text), outDirectory, drawer: drawn });
  return { surface, printed: () => texts.join("") };
}
