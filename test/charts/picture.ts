import { createCanvas, loadImage } from "@napi-rs/canvas";

/** A decoded PNG. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Hex of one pixel. */
  at(x: number, y: number): string;
  /** Pixels of a box that are within `tolerance` a channel of a colour. */
  count(colour: string, box?: Box, tolerance?: number): number;
  /** Pixels of a box that are not within 8 a channel of a colour. */
  others(colour: string, box: Box): number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export async function decode(png: Uint8Array): Promise<Picture> {
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const whole = { x: 0, y: 0, width, height };
  const isNear = (offset: number, colour: string, tolerance: number) =>
    [0, 1, 2].every((channel) => {
      const wanted = Number.parseInt(colour.slice(1 + 2 * channel, 3 + 2 * channel), 16);
      return Math.abs((data[offset + channel] ?? 0) - wanted) <= tolerance;
    });
  const tally = (box: Box, matches: (offset: number) => boolean) => {
    let sum = 0;
    for (let y = box.y; y < box.y + box.height; y += 1) {
      for (let x = box.x; x < box.x + box.width; x += 1) if (matches(4 * (y * width + x))) sum += 1;
    }
    return sum;
  };
  return {
    width,
    height,
    at: (x, y) => {
      const offset = 4 * (y * width + x);
      return `#${Buffer.from(data.slice(offset, offset + 3)).toString("hex")}`.toUpperCase();
    },
    count: (colour, box = whole, tolerance = 8) => tally(box, (offset) => isNear(offset, colour, tolerance)),
    others: (colour, box) => tally(box, (offset) => !isNear(offset, colour, 8)),
  };
}
