import { type AlertSource, alertSources } from "../../../jobs/alerts/alert-targets.ts";
import { alertBacklog } from "../../../store/alert-backlog.ts";
import { pauseOf } from "../../../store/paused-targets.ts";
import type { Check } from "../check.ts";
import type { DoctorRoom } from "../doctor-room.ts";
import { type Finding, fine, problem, warning } from "../finding.ts";
import { counted, listed } from "../listed.ts";
import { spanInWords } from "../span-in-words.ts";

/** Whoever looks does so every second, at KPIs every minute as it was at its start. */
const LATE_MS = 120_000;
const MINUTE_MS = 60_000;

/** Whether somebody is told of promises in danger and of KPIs, and whether somebody looks for them. */
export const alerts: Check = {
  name: "alerts",
  async lookInto(db, room) {
    const sources = alertSources(room.config);
    if (sources.length === 0) return nobodyIsTold(room);
    const { open, heldBack, failingEdits, scannedUntil, oldestLookSeconds } = await alertBacklog(
      db,
      room.accountId,
    );
    const now = room.clock.now().getTime();
    const hasPolicies = sources.some(({ kind }) => kind === "policy");
    const opened = open.reduce((sum, { count }) => sum + count, 0);
    const held = heldBack === 0 ? "" : `, ${heldBack} of them held back until quiet hours end`;
    const failing = failingEdits.reduce((sum, { count }) => sum + count, 0);
    return [
      fine(
        `${listed(sources.map(({ id }) => id))} ${sources.length === 1 ? "tells" : "tell"} somebody; ${counted(opened, "alert")} ${opened === 1 ? "is" : "are"} open${held}.`,
      ),
      ...(hasPolicies ? notLookedFor(scannedUntil, now) : []),
      ...notLookedAt(oldestLookSeconds),
      ...(failing === 0
        ? []
        : [
            warning(
              `${counted(failing, "message")} of alerts could not be edited lately, and may say what is not so any more.`,
              "It is tried again by itself; the log says what the platform answered.",
            ),
          ]),
      ...(await pausesOf(db, room, sources)),
    ];
  },
};

function nobodyIsTold({ config }: DoctorRoom): Finding[] {
  if (config.sla.length === 0) return [];
  return [
    warning(
      "Nobody is told when a promise to customers is in danger.",
      "Write notify in a policy under sla in deskpulse.yaml; docs/alerts.md tells how.",
    ),
  ];
}

function notLookedFor(until: Date | null, now: number): Finding[] {
  if (until === null) return [late("Nobody has looked for promises in danger yet")];
  const lateMs = now - until.getTime();
  return lateMs > LATE_MS
    ? [late(`Nobody has looked for promises in danger for ${spanInWords(lateMs)}`)]
    : [];
}

function notLookedAt(seconds: number | null): Finding[] {
  const lateMs = (seconds ?? 0) * 1000;
  return lateMs > LATE_MS + MINUTE_MS
    ? [late(`A KPI that somebody is to be told of was not looked at for ${spanInWords(lateMs)}`)]
    : [];
}

function late(says: string): Finding {
  return problem(
    `${says}.`,
    'Start deskpulse (npm start): what was missed is told at once. If it runs, look for "could not be looked" in its log.',
  );
}

async function pausesOf(
  db: Parameters<typeof pauseOf>[0],
  { accountId }: DoctorRoom,
  sources: readonly AlertSource[],
): Promise<readonly Finding[]> {
  const findings = sources.flatMap(({ id, targets }) =>
    targets.map(async ({ platform, target }) => {
      const why = await pauseOf(db, { accountId, platform, target });
      if (why === undefined) return [];
      const says = `Alerts of ${id} are held back from ${platform} ${target}: ${why}`;
      return [problem(says, "Remove the cause: it is tried again every hour, and when deskpulse starts.")];
    }),
  );
  return (await Promise.all(findings)).flat();
}
