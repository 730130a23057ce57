import { z } from "zod";
import { Id, Text } from "./envelope.ts";

const SurveyKind = z.enum(["csat", "ces", "nps", "smiley", "effectiveness", "friendliness"]);

const Scale = z
  .looseObject({ min: z.number().finite(), max: z.number().finite(), betterIs: z.enum(["higher", "lower"]) })
  .refine((scale) => scale.max > scale.min, { path: ["max"], error: "must be greater than min" });

export const feedbackEvents = {
  "survey.offered": z.looseObject({
    survey: SurveyKind,
    conversation: Id.optional(),
    customer: Id.optional(),
  }),
  "survey.answered": z
    .looseObject({
      survey: SurveyKind,
      score: z.number().finite().optional(),
      answer: z.enum(["happy", "neutral", "sad", "good", "bad"]).optional(),
      scale: Scale.optional(),
      conversation: Id.optional(),
      customer: Id.optional(),
      agent: Id.optional(),
      comment: Text.optional(),
    })
    .refine((data) => (data.score === undefined) !== (data.answer === undefined), {
      path: ["score"],
      error: "exactly one of score and answer is needed",
    })
    // What JSON Schema cannot read out of the rule above.
    .meta({ oneOf: [{ required: ["score"] }, { required: ["answer"] }] }),
  "employee.surveyed": z.looseObject({
    agent: Id.optional(),
    team: Id.optional(),
    score: z.number().finite(),
    scale: Scale.optional(),
  }),
  "mention.posted": z.looseObject({
    network: Id,
    url: z.string().max(2000).optional(),
    text: Text.optional(),
    sentiment: z.enum(["positive", "neutral", "negative", "unsure"]).optional(),
  }),
} as const;
