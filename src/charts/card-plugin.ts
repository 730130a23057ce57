import type { Plugin } from "chart.js";
import { inks } from "./palette.ts";

/** Paints an opaque card with an edge, so that the picture looks the same on a white and on a dark chat. */
export const cardPlugin: Plugin = {
  id: "card",
  beforeDraw({ ctx, width, height }) {
    ctx.save();
    ctx.fillStyle = inks.cardEdge;
    ctx.fillRect(0, 0, width, height);
    ctx.fillStyle = inks.card;
    ctx.fillRect(2, 2, width - 4, height - 4);
    ctx.restore();
  },
};
