import { fileURLToPath } from "node:url";
import { GlobalFonts } from "@napi-rs/canvas";
import { BUNDLED_FAMILY } from "./chart-style.ts";

let areRegistered = false;

/** Makes Inter (OFL, in fonts/) known to the canvas: bare machines and slim images have no font at all. */
export function registerBundledFonts(): void {
  if (areRegistered) return;
  for (const file of ["Inter-Regular.ttf", "Inter-SemiBold.ttf"]) {
    const path = fileURLToPath(new URL(`./fonts/${file}`, import.meta.url));
    if (GlobalFonts.registerFromPath(path, BUNDLED_FAMILY) === null) {
      throw new Error(`The font ${path} cannot be read: the installation is incomplete.`);
    }
  }
  areRegistered = true;
}
