/** What the message of a KPI alert tells of its measurements: kept with the episode, so that it outlives the configuration. */
export interface KpiTold {
  /** "CSAT", or "Events of chatwoot" */
  readonly name: string;
  /** As deskpulse.yaml calls the alert; null where it has no title. */
  readonly title: string | null;
  /** "team Billing", "last 24 hours", in this order under the heading. */
  readonly scope: readonly string[];
  /** "below 80 %", "silent for 30m" */
  readonly condition: string;
  /** "It clears at 84 % and above." */
  readonly clears: string;
  /** What was found when it began to fire: "76 % from 25 ratings". */
  readonly first: string;
  /** What the last look found, in a sentence; when it found too little, why. */
  readonly now: string;
  /** Whether there was enough to go by. */
  readonly isMeasured: boolean;
  /** What it was in the period before: "88 % from 31 ratings"; null where there is nothing to compare with. */
  readonly before: string | null;
  /** Of a source that ever sent one: an instant as ISO 8601, since the reader's zone is known only later. */
  readonly lastEventAt: string | null;
  readonly definition: string | null;
  /** What is typed to see the KPI; null for a source. */
  readonly command: string | null;
}
