import { z } from "zod";

/** Where a message goes. */
export const Target = z.union(
  [
    z.strictObject({ slack: z.string().min(1) }),
    z.strictObject({ teams: z.string().min(1) }),
    z.strictObject({ console: z.literal(true) }),
  ],
  { error: "must be one of { slack: C0123456789 }, { teams: 19:abc@thread.tacv2 } and { console: true }" },
);
export type Target = z.infer<typeof Target>;
