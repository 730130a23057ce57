/** More would have to be folded than whoever asks can wait for. */
export class TooManyConversations extends Error {
  override readonly name = "TooManyConversations";
  readonly count: number;

  constructor(count: number, most: number) {
    super(`${count} conversations would be folded, and at most ${most} are`);
    this.count = count;
  }
}
