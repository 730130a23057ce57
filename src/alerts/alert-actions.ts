import type { Action } from "../messages/report.ts";

/** How whoever reads of an alert takes it on. */
export function takingActions(episodeId: number): readonly Action[] {
  return [
    {
      label: "I'm on it …",
      options: [
        { label: "I'm on it: 15 min", command: `ack ${episodeId} 15m` },
        { label: "I'm on it: 30 min", command: `ack ${episodeId} 30m` },
        { label: "I'm on it: 1 h", command: `ack ${episodeId} 1h` },
      ],
    },
    { label: "It's fine: snooze", command: `snooze ${episodeId}` },
  ];
}

/** Opens an alert with all that has happened to it. */
export function detailsAction(episodeId: number): Action {
  return { label: "Details", command: `ack ${episodeId}`, opens: "modal" };
}
