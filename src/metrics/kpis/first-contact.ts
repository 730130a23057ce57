import { sql } from "kysely";
import { eventDimensions } from "../dimension-sets.ts";
import type { Measure, MeasureContext } from "../measure.ts";
import type { MetricDefinition, Note } from "../metric-definition.ts";
import { firstResolutions } from "../sources.ts";
import { formatValue } from "../wording.ts";

/** Where any conversation of the account carries the tag, only those that do are asked. */
const isEligible = ({ settings }: MeasureContext) =>
  sql`(f.tags @> array[${settings.fcrTag}]::text[] or not u.is_tagging)`;

const windowEnd = ({ reopenWindowMs }: MeasureContext) =>
  sql`f.resolved_at + ${reopenWindowMs} * interval '1 millisecond'`;

const isReopened = (context: MeasureContext) =>
  sql`coalesce(f.reopened_at <= ${context.now} and f.reopened_at <= ${windowEnd(context)}, false)`;

const isAskedAgain = (context: MeasureContext) => sql`exists (
    select from conversations as o
    where o.account_id = f.account_id and o.customer_id = f.customer_id and o.subject <> f.subject
      and o.initiated_by = 'customer' and o.status not in ('merged', 'discarded')
      and o.opened_at > f.resolved_at and o.opened_at <= ${windowEnd(context)} and o.opened_at <= ${context.now})`;

const eligible: Measure = {
  id: "first_resolutions",
  source: firstResolutions,
  where: isEligible,
  automatic: "is_automatic",
  aggregate: { kind: "count" },
};
const onFirstContact: Measure = {
  ...eligible,
  id: "resolved_on_first_contact",
  where: (context) =>
    sql`${isEligible(context)} and not ${isReopened(context)} and not ${isAskedAgain(context)}`,
};
const provisional: Measure = {
  ...eligible,
  id: "first_resolutions_provisional",
  where: (context) =>
    sql`${isEligible(context)} and f.resolved_at > ${new Date(context.now.getTime() - context.reopenWindowMs)}`,
};
const untagged: Measure = {
  ...eligible,
  id: "first_resolutions_untagged",
  where: (context) => sql`not ${isEligible(context)}`,
};

const stillOpen: Note = {
  measures: [provisional],
  word: (readings, { reopenWindowMs }) => {
    const { count } = readings(provisional.id);
    const window = formatValue("duration", reopenWindowMs / 1000);
    return count === 0
      ? undefined
      : `${formatValue("count", count)} provisional, resolved less than ${window} ago`;
  },
};
const leftOut: Note = {
  isDetail: true,
  measures: [untagged],
  word: (readings, { settings }) => {
    const { count } = readings(untagged.id);
    return count === 0
      ? undefined
      : `${formatValue("count", count)} without the tag ${settings.fcrTag} left out`;
  },
};

export const firstContact: readonly MetricDefinition[] = [
  {
    id: "first-contact-resolution-rate",
    name: "First contact resolution",
    definition:
      "Of the conversations first resolved in the period, the share whose customer neither had it opened again nor opened another within the reopen window (7 days unless configured); where the tag for it is in use, of those that carry it.",
    family: "Effectiveness",
    unit: "percent",
    direction: "higher",
    at: "resolved",
    dimensions: eventDimensions,
    chart: { kind: "line", by: ["week"] },
    sampleOf: ["conversation", "conversations"],
    measurement: { kind: "ratio", numerator: onFirstContact, denominator: eligible },
    notes: [stillOpen, leftOut],
  },
];
