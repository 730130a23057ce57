/** Something wrong in deskpulse.yaml. */
export interface ConfigProblem {
  /** Keys and list positions from the top: ["digests", 0, "cron"]. */
  readonly path: readonly (string | number)[];
  /** What is expected there, "must be …", or what is wrong with it; what was found is added where it is shown. */
  readonly message: string;
}
