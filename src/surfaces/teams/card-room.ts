import type { ITextBlock } from "@microsoft/teams.cards";
import { textBlock } from "./card-text.ts";

/** How much of a report a card takes. Lengths are characters. */
export interface CardRoom {
  readonly sections: number;
  readonly highlights: number;
  readonly tiles: number;
  readonly tableRows: number;
  readonly tableColumns: number;
  readonly charts: number;
  readonly chartPoints: number;
  /** Rows of the table that stands in for a chart where the client cannot draw it. */
  readonly fallbackRows: number;
  readonly actions: number;
  /** Choices of a select. */
  readonly options: number;
  readonly footnotes: number;
  /** Whether tiles can be tapped. */
  readonly hasTaps: boolean;
  /** Whether rows of a table link to what they are about. */
  readonly hasRowLinks: boolean;
  /** A paragraph, a highlight, a footnote. */
  readonly text: number;
  /** A heading, a title, a tile's line. */
  readonly label: number;
  readonly cell: number;
}

const ample: CardRoom = {
  sections: 40,
  highlights: 10,
  tiles: 12,
  tableRows: 40,
  tableColumns: 8,
  charts: 4,
  chartPoints: 62,
  fallbackRows: 31,
  actions: 12,
  options: 40,
  footnotes: 8,
  hasTaps: true,
  hasRowLinks: true,
  text: 1_500,
  label: 200,
  cell: 80,
};

const tightest: CardRoom = {
  sections: 10,
  highlights: 3,
  tiles: 6,
  tableRows: 3,
  tableColumns: 4,
  charts: 0,
  chartPoints: 0,
  fallbackRows: 0,
  actions: 2,
  options: 4,
  footnotes: 2,
  hasTaps: false,
  hasRowLinks: false,
  text: 160,
  label: 50,
  cell: 24,
};

/**
 * From ample to tight: what is also readable elsewhere goes first (the numbers behind a picture, the ends of long
 * tables), what only this message says goes last (headline, tiles). The last holds one section of any content.
 */
export const cardRooms: readonly CardRoom[] = [
  ample,
  { ...ample, fallbackRows: 7, text: 800, tableRows: 30 },
  { ...ample, fallbackRows: 0, text: 600, tableRows: 20, tableColumns: 6, cell: 60 },
  {
    ...ample,
    fallbackRows: 0,
    options: 20,
    text: 500,
    tableRows: 12,
    tableColumns: 6,
    cell: 50,
    label: 120,
    charts: 2,
  },
  {
    ...tightest,
    sections: 20,
    tableRows: 8,
    tableColumns: 5,
    charts: 1,
    chartPoints: 31,
    text: 300,
    cell: 40,
  },
  ...[10, 8, 6, 4, 3, 2, 1].map((sections) => ({ ...tightest, sections })),
];

/** "and 3 more rows", or nothing when nothing was left out. */
export function omission(count: number, what: string): ITextBlock[] {
  if (count <= 0) return [];
  return [
    textBlock(`and ${count} more ${what}${count === 1 ? "" : "s"}`, {
      size: "Small",
      isSubtle: true,
      spacing: "Small",
    }),
  ];
}
