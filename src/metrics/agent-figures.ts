/** What one agent did in a period: a row of the agents' table. */
export interface AgentFigures {
  readonly agent: string;
  readonly name: string | null;
  /** To customers; notes are not among them. */
  readonly messagesSent: number;
  readonly paymentRequestsSent: number;
  /** By piece: a message with two videos counts twice. */
  readonly videosSent: number;
  readonly videosSentInNotes: number;
  readonly imagesSent: number;
  readonly imagesSentInNotes: number;
  /** Seconds; null where the agent answered nobody who waited. */
  readonly averageResponseTime: number | null;
  readonly closedConversations: number;
  /** The latest presence, message or note ever, also outside the period; null where there was none. */
  readonly lastSeen: Date | null;
}

export interface AgentColumn {
  /** In kebab case: the word for sorting. */
  readonly id: string;
  readonly field: keyof AgentFigures;
  readonly title: string;
  readonly kind: "text" | "count" | "duration" | "instant";
}

/** The columns of the agents' table, in order. */
export const agentColumns: readonly AgentColumn[] = [
  { id: "agent", field: "agent", title: "Agent", kind: "text" },
  { id: "name", field: "name", title: "Name", kind: "text" },
  { id: "messages-sent", field: "messagesSent", title: "Messages sent", kind: "count" },
  {
    id: "payment-requests-sent",
    field: "paymentRequestsSent",
    title: "Payment requests sent",
    kind: "count",
  },
  { id: "videos-sent", field: "videosSent", title: "Videos sent", kind: "count" },
  { id: "videos-sent-in-notes", field: "videosSentInNotes", title: "Videos sent in notes", kind: "count" },
  { id: "images-sent", field: "imagesSent", title: "Images sent", kind: "count" },
  { id: "images-sent-in-notes", field: "imagesSentInNotes", title: "Images sent in notes", kind: "count" },
  {
    id: "average-response-time",
    field: "averageResponseTime",
    title: "Average response time",
    kind: "duration",
  },
  { id: "closed-conversations", field: "closedConversations", title: "Closed conversations", kind: "count" },
  { id: "last-seen", field: "lastSeen", title: "Last seen", kind: "instant" },
];
