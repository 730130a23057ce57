/** A request that is not taken, with the status and the words it is answered with. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The sender can repeat the request as it is. */
export function retryLater(status: 429 | 503, message: string, seconds: number): Refusal {
  return new Refusal(status, message, { "retry-after": String(Math.max(1, Math.ceil(seconds))) });
}
