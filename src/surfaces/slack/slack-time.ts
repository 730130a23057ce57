/**
 * The time by Slack's clock, to the second; undefined where the answer does not tell. Needs no token.
 *
 * @throws whatever the request failed with
 */
export async function slackTime(
  apiUrl = "https://slack.com/api/",
  timeoutMs = 5_000,
): Promise<Date | undefined> {
  const answer = await fetch(new URL("api.test", apiUrl), {
    method: "POST",
    signal: AbortSignal.timeout(timeoutMs),
  });
  await answer.body?.cancel();
  const told = Date.parse(answer.headers.get("date") ?? "");
  return Number.isNaN(told) ? undefined : new Date(told);
}
