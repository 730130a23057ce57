import type { Kysely } from "kysely";
import type { Database } from "../../store/tables.ts";
import type { DoctorRoom } from "./doctor-room.ts";
import type { Finding } from "./finding.ts";

/** One thing that is looked at. Whatever it throws is a finding, too. */
export type Check = FreeCheck | StoreCheck;

interface FreeCheck {
  /** Stands before its findings; stable, since scripts read it. */
  readonly name: string;
  look(room: DoctorRoom): Promise<readonly Finding[]>;
}

/** Needs a database whose schema is that of this deskpulse; is left out without. */
interface StoreCheck {
  readonly name: string;
  lookInto(db: Kysely<Database>, room: DoctorRoom): Promise<readonly Finding[]>;
}
