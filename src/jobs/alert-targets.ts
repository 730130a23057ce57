import type { DeskConfig } from "../config/desk-config.ts";
import { type DigestTarget, ledgerTarget } from "./digest-targets.ts";

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
    targets: once([...notify.warning, ...notify.breach].map(ledgerTarget)),
    escalate: escalate.map(({ to }) => to),
  }));
  const ofKpis = alerts.map(({ id, notify, escalate }) => ({
    kind: "alert" as const,
    id,
    targets: once(notify.map(ledgerTarget)),
    escalate: escalate.map(({ to }) => to),
  }));
  return [...policies, ...ofKpis].filter(({ targets }) => targets.length > 0);
}

function once(targets: readonly DigestTarget[]): readonly DigestTarget[] {
  return [...new Map(targets.map((one) => [`${one.platform} ${one.target}`, one])).values()];
}
