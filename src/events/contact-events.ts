import { z } from "zod";
import { Id, Instant, Text } from "./envelope.ts";

const Contact = z.looseObject({
  contact: Id,
  cellPhone: z.boolean().optional(),
  email: z.boolean().optional(),
  segment: Id.optional(),
  active: z.boolean().optional(),
});
const OnlyContact = z.looseObject({ contact: Id });
const AppointmentChange = z.looseObject({ appointment: Id, startsAt: Instant.optional() });

export const contactEvents = {
  "contact.created": Contact,
  "contact.updated": Contact,
  "contact.unsubscribed": OnlyContact,
  "contact.resubscribed": OnlyContact,
  "contact.forgotten": OnlyContact,
  "appointment.reminded": z.looseObject({
    appointment: Id,
    contact: Id.optional(),
    startsAt: Instant.optional(),
  }),
  "appointment.replied": z.looseObject({ appointment: Id, text: Text }),
  "appointment.confirmed": AppointmentChange,
  "appointment.cancelled": AppointmentChange,
  "appointment.rescheduled": AppointmentChange,
} as const;
