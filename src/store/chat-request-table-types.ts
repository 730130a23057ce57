/** A request that a chat platform has sent: an hour long, so that it is answered once however often it comes. */
export interface ChatRequestTable {
  account_id: string;
  platform: string;
  /** The platform's own id of it. */
  request_id: string;
  received_at: Date;
}
