import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";

/** Draws the two icons of the Teams app: `node docs/pictures/draw-teams-icons.ts`. */
const folder = fileURLToPath(new URL("../../manifest/teams/", import.meta.url));

write("color.png", 192, (context, size) => {
  // Teams rounds the corners itself, so the colour goes to the edge.
  const sky = context.createLinearGradient(0, 0, 0, size);
  sky.addColorStop(0, "#0A84C8");
  sky.addColorStop(1, "#005A8F");
  context.fillStyle = sky;
  context.fillRect(0, 0, size, size);
  bubble(context, size, 0.2);
  context.fillStyle = "#FFFFFF";
  context.fill();
  pulse(context, size, 0.2);
  stroke(context, "#005A8F", size * 0.05);
});

write("outline.png", 32, (context, size) => {
  bubble(context, size, 0.08);
  stroke(context, "#FFFFFF", 2);
  pulse(context, size, 0.08);
  stroke(context, "#FFFFFF", 2);
});

function write(name: string, size: number, draw: (context: SKRSContext2D, size: number) => void): void {
  const canvas = createCanvas(size, size);
  draw(canvas.getContext("2d"), size);
  writeFileSync(folder + name, canvas.toBuffer("image/png"));
}

/** A speech bubble with its tail at the lower left. */
function bubble(context: SKRSContext2D, size: number, margin: number): void {
  const at = box(size, margin);
  const radius = size * 0.12;
  context.beginPath();
  context.moveTo(at(0) + radius, at(0));
  context.arcTo(at(1), at(0), at(1), at(0.8), radius);
  context.arcTo(at(1), at(0.8), at(0), at(0.8), radius);
  context.lineTo(at(0.46), at(0.8));
  context.lineTo(at(0.22), at(1));
  context.lineTo(at(0.22), at(0.8));
  context.arcTo(at(0), at(0.8), at(0), at(0), radius);
  context.arcTo(at(0), at(0), at(1), at(0), radius);
  context.closePath();
}

/** A heartbeat across the bubble. */
function pulse(context: SKRSContext2D, size: number, margin: number): void {
  const at = box(size, margin);
  const points = [
    [0.14, 0.44],
    [0.32, 0.44],
    [0.43, 0.18],
    [0.56, 0.64],
    [0.66, 0.44],
    [0.86, 0.44],
  ] as const;
  context.beginPath();
  for (const [x, y] of points) context.lineTo(at(x), at(y));
}

function box(size: number, margin: number): (part: number) => number {
  return (part) => size * (margin + part * (1 - 2 * margin));
}

function stroke(context: SKRSContext2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.stroke();
}
