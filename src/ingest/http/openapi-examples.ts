const opened = {
  specversion: "1.0",
  id: "evt-1",
  source: "helpdesk/acme",
  type: "conversation.opened",
  time: "2026-03-02T09:00:00+01:00",
  data: { conversation: "4711", channel: "email", customer: "c-17" },
};
const asked = {
  specversion: "1.0",
  id: "evt-2",
  source: "helpdesk/acme",
  type: "message.received",
  time: "2026-03-02T09:00:00+01:00",
  data: { conversation: "4711", customer: "c-17" },
};
const answered = {
  specversion: "1.0",
  id: "evt-3",
  source: "helpdesk/acme",
  type: "message.sent",
  time: "2026-03-02T09:14:07.120+01:00",
  data: { conversation: "4711", author: { kind: "agent", id: "ada" } },
};
const negative = {
  specversion: "1.0",
  id: "evt-4",
  source: "helpdesk/acme",
  type: "order.placed",
  time: "2026-03-02T09:20:00+01:00",
  data: { order: "o-1", amount: -5, currency: "EUR" },
};
const { source: _source, specversion: _specversion, ...bare } = answered;

export interface RequestExample {
  readonly summary: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it stands in the document; text is sent as it is. */
  readonly value: unknown;
  /** Only a key with a source may send it. */
  readonly needsSource?: true;
  readonly status: 202 | 422;
}

/** Requests that a test sends just as they are shown. */
export const requestExamples: Readonly<Record<string, RequestExample>> = {
  structured: {
    summary: "One CloudEvent",
    contentType: "application/cloudevents+json",
    value: opened,
    status: 202,
  },
  batch: {
    summary: "Several CloudEvents",
    contentType: "application/cloudevents-batch+json",
    value: [opened, asked, answered],
    status: 202,
  },
  partlyWrong: {
    summary: "A batch of which one event is wrong: the other is kept",
    contentType: "application/cloudevents-batch+json",
    value: [answered, negative],
    status: 202,
  },
  ndjson: {
    summary: "One event a line",
    contentType: "application/x-ndjson",
    value: `${JSON.stringify(opened)}\n${JSON.stringify(answered)}\n`,
    status: 202,
  },
  bare: {
    summary: "Without specversion and source, with a key that carries a source",
    contentType: "application/json",
    value: bare,
    needsSource: true,
    status: 202,
  },
  binary: {
    summary: "Binary mode: the attributes are headers, the body is the data",
    contentType: "application/json",
    headers: {
      "ce-specversion": "1.0",
      "ce-id": answered.id,
      "ce-source": answered.source,
      "ce-type": answered.type,
      "ce-time": answered.time,
    },
    value: answered.data,
    status: 202,
  },
  wrong: {
    summary: "Nothing of it can be taken",
    contentType: "application/cloudevents+json",
    value: negative,
    status: 422,
  },
};

/** Answers as the examples of the same names get them, the first time they are sent. */
export const answerExamples = {
  batch: { accepted: 3, duplicates: 0, rejected: [] },
  partlyWrong: {
    accepted: 1,
    duplicates: 0,
    rejected: [
      {
        index: 1,
        id: "evt-4",
        errors: [
          {
            path: "data.amount",
            message: 'must be an amount like 12.50 or "12.50", not negative (found -5)',
          },
        ],
      },
    ],
  },
  wrong: {
    accepted: 0,
    duplicates: 0,
    rejected: [
      {
        index: 0,
        id: "evt-4",
        errors: [
          {
            path: "data.amount",
            message: 'must be an amount like 12.50 or "12.50", not negative (found -5)',
          },
        ],
      },
    ],
  },
} as const;
