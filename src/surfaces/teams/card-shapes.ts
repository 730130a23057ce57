import { platformLimits } from "../platform-limits.ts";

/** What a property may hold: one of these words, or a kind that `checkCard` knows. */
export type Kind =
  | "text"
  | "flag"
  | "number"
  | "axis"
  | "width"
  | "https"
  | "address"
  | "data"
  | "one"
  | "full"
  | "list"
  | "actions"
  | "parts"
  | "choices"
  | "time"
  | readonly string[];

export interface CardShape {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Kind>>;
}

const spacing = ["None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"];
const align = ["Left", "Center", "Right"];
const style = ["default", "emphasis", "good", "attention", "warning", "accent"];
const sizes = ["Small", "Default", "Medium", "Large", "ExtraLarge"];
const weights = ["Lighter", "Default", "Bolder"];
const colours = ["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"];
const placed = { spacing, separator: "flag" } as const;

const chart: CardShape = {
  required: ["data", "fallback"],
  properties: {
    ...placed,
    title: "text",
    showTitle: "flag",
    showLegend: "flag",
    xAxisTitle: "text",
    yAxisTitle: "text",
    yMin: "number",
    yMax: "number",
    data: "parts",
    fallback: "one",
  },
};

const press = {
  title: "text",
  data: "data",
  associatedInputs: ["auto", "none"],
  style: ["default", "positive", "destructive"],
} as const;

const input = {
  ...placed,
  id: "text",
  label: "text",
  placeholder: "text",
  isRequired: "flag",
  errorMessage: "text",
} as const;

/**
 * The part of Adaptive Cards 1.5 (https://adaptivecards.io/explorer/) and of Teams' own elements
 * (https://adaptivecards.microsoft.com) that we send, by type. Names in parentheses are parts without a type.
 */
export const cardShapes: Readonly<Record<string, CardShape>> = {
  AdaptiveCard: {
    required: ["version", "body", "fallbackText"],
    properties: {
      $schema: "address",
      version: [platformLimits.teams.cardVersion],
      msteams: "full",
      fallbackText: "text",
      speak: "text",
      body: "list",
    },
  },
  TextBlock: {
    required: ["text", "wrap"],
    properties: {
      ...placed,
      text: "text",
      wrap: "flag",
      size: sizes,
      weight: weights,
      color: colours,
      isSubtle: "flag",
      style: ["default", "heading"],
      horizontalAlignment: align,
    },
  },
  RichTextBlock: { required: ["inlines"], properties: { ...placed, inlines: "list" } },
  TextRun: {
    required: ["text"],
    properties: { text: "text", size: sizes, weight: weights, color: colours, isSubtle: "flag" },
  },
  Container: { required: ["items"], properties: { ...placed, style, items: "list" } },
  ColumnSet: { required: ["columns"], properties: { ...placed, columns: "list" } },
  Column: {
    required: ["items"],
    properties: {
      ...placed,
      style,
      width: "width",
      items: "list",
      verticalContentAlignment: ["Top", "Center", "Bottom"],
      selectAction: "one",
    },
  },
  Table: {
    required: ["columns", "rows"],
    properties: {
      ...placed,
      columns: "parts",
      rows: "list",
      firstRowAsHeaders: "flag",
      showGridLines: "flag",
      gridStyle: style,
    },
  },
  "(columns)": {
    required: ["width"],
    properties: { width: "width", horizontalCellContentAlignment: align },
  },
  TableRow: { required: ["cells"], properties: { style, cells: "list" } },
  TableCell: { required: ["items"], properties: { style, items: "list" } },
  Image: {
    required: ["url", "altText"],
    properties: {
      ...placed,
      url: "https",
      altText: "text",
      size: ["Auto", "Stretch", "Small", "Medium", "Large"],
    },
  },
  "Chart.Line": chart,
  "Chart.VerticalBar.Grouped": chart,
  "(data)": {
    required: ["legend", "values"],
    properties: { legend: "text", color: "text", values: "parts" },
  },
  "(values)": { required: ["x", "y"], properties: { x: "axis", y: "number" } },
  ActionSet: { required: ["actions"], properties: { ...placed, actions: "actions" } },
  "Action.OpenUrl": { required: ["title", "url"], properties: { title: "text", url: "address" } },
  "Action.Execute": {
    required: ["title", "verb", "data", "fallback", "associatedInputs"],
    properties: { ...press, verb: ["command", "form"], fallback: "one" },
  },
  "Action.Submit": { required: ["title", "data", "associatedInputs"], properties: press },
  "Input.ChoiceSet": {
    required: ["id", "choices", "style"],
    properties: {
      ...input,
      value: "text",
      style: ["compact", "expanded", "filtered"],
      isMultiSelect: "flag",
      choices: "choices",
    },
  },
  "(choices)": { required: ["title", "value"], properties: { title: "text", value: "text" } },
  "Input.Text": {
    required: ["id", "label"],
    properties: { ...input, value: "text", maxLength: "number" },
  },
  "Input.Time": { required: ["id", "label"], properties: { ...input, value: "time" } },
};
