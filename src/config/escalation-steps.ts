import { z } from "zod";
import { Span } from "./spans.ts";

/** Who is told next where nobody takes an alert on. */
export const EscalationSteps = z
  .array(
    z.strictObject({
      after: Span.describe("After the breach, or after a KPI alert began to fire"),
      to: z.email("must be an e-mail address"),
    }),
  )
  .default([]);
