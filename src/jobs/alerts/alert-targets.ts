import type { DeskConfig } from "../../config/desk-config.ts";
import type { DigestTarget } from "../digest-targets.ts";
import { placesOfTargets } from "./alert-room.ts";

/** What of deskpulse.yaml alerts people: a policy, or an alert on a KPI. */
export interface AlertSource {
  readonly kind: "policy" | "alert";
  readonly id: string;
  readonly targets: readonly DigestTarget[];
  /** The addresses of those who are told next, in order. */
  readonly escalate: readonly string[];
}

/** Everything that tells somebody when it is time, each target once. */
export function alertSources({ sla, alerts }: Pick<DeskConfig, "sla" | "alerts">): readonly AlertSource[] {
  const policies = sla.map(({ name, notify, escalate }) => ({
    kind: "policy" as const,
    id: name,
    targets: placesOfTargets([...notify.warning, ...notify.breach]),
    escalate: escalate.map(({ to }) => to),
  }));
  const ofKpis = alerts.map(({ id, notify, escalate }) => ({
    kind: "alert" as const,
    id,
    targets: placesOfTargets(notify),
    escalate: escalate.map(({ to }) => to),
  }));
  return [...policies, ...ofKpis].filter(({ targets }) => targets.length > 0);
}
