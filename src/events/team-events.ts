import { z } from "zod";
import { Id, Instant } from "./envelope.ts";

const Count = z.int().nonnegative().optional();
const Hours = z.number().nonnegative().max(100_000);

export const teamEvents = {
  "agent.updated": z.looseObject({
    agent: Id,
    name: z.string().max(200).optional(),
    email: z.string().max(320).optional(),
    team: Id.nullable().optional(),
    active: z.boolean().optional(),
  }),
  "agent.presence": z.looseObject({ agent: Id, state: z.enum(["online", "away", "offline"]) }),
  "agent.absent": z.looseObject({ agent: Id, hours: Hours, plannedHours: Hours.optional() }),
  "agent.left": z.looseObject({ agent: Id }),
  "traffic.counted": z
    .looseObject({
      from: Instant,
      to: Instant,
      pageViews: Count,
      pageViewsInOpeningHours: Count,
      pageViewsWithAgentOnline: Count,
      siteVisits: Count,
      supportPageVisits: Count,
      chatButtonShown: Count,
      chatsStarted: Count,
    })
    .refine((span) => Date.parse(span.to) >= Date.parse(span.from), {
      path: ["to"],
      error: "must not be before from",
    }),
} as const;
