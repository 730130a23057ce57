import { Names } from "./names.ts";

/** Which facts a digest or alert is about. Several values of one dimension are "any of these". */
export const scopeKeys = {
  team: Names.optional(),
  channel: Names.optional(),
  agent: Names.optional(),
  priority: Names.optional(),
  tag: Names.optional(),
  topic: Names.optional(),
  product: Names.optional(),
  segment: Names.optional(),
};
