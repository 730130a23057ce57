import type { Refused } from "../people/viewer.ts";

/** The viewer may not see what was asked for. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(refused.reason);
    this.refused = refused;
  }
}
