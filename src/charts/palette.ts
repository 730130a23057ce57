/**
 * Series colours: Okabe-Ito's blue and vermillion, then four chosen to keep the largest distance from them and each
 * other for normal, protan, deutan and tritan eyes, each at least 3:1 against the card.
 */
export const seriesColours = ["#0072B2", "#D55E00", "#180B96", "#863709", "#9087F6", "#461427"] as const;

/** Light to dark in one hue, so that lightness alone carries the order. The first is for the smallest values. */
export const stepColours = ["#E6EFF6", "#B5D3E7", "#7CB2D6", "#3F8DBF", "#00679F", "#003F66"] as const;

/** The picture brings its own opaque card: what the chat's background is does not matter then. */
export const inks = {
  card: "#FFFFFF",
  cardEdge: "#C9CED6",
  title: "#14181F",
  label: "#3A4250",
  grid: "#E4E7EC",
  axis: "#7A8494",
  /** The comparison period: an outline of 3:1 and a pale fill. */
  previousLine: "#7F8897",
  previousFill: "#E9ECF1",
  goal: "#14181F",
  noData: "#98A1AF",
} as const;

/** The colour of series `index`; beyond the sixth they repeat, told apart by marker. */
export function seriesColour(index: number): string {
  return seriesColours[index % seriesColours.length] ?? seriesColours[0];
}
