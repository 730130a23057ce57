/**
 * Where Microsoft's bot service lives, public and GCC. The bot's own token is sent to the address an activity names, so
 * no other is believed.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const microsoft = ["https://smba.trafficmanager.net", "https://smba.infra.gcc.teams.microsoft.com"];

export type TrustsServiceUrl = (url: string) => boolean;

/** Microsoft's, and in tests the stand-in's. */
export function microsoftServiceUrls(also: readonly string[] = []): TrustsServiceUrl {
  const origins = new Set([...microsoft, ...also.map((url) => new URL(url).origin)]);
  return (url) => URL.canParse(url) && origins.has(new URL(url).origin);
}

/** For the test client, which runs on the same machine and gets no token. */
export const loopbackServiceUrls: TrustsServiceUrl = (url) =>
  URL.canParse(url) && isLoopback(new URL(url).hostname);

/** Whether only this machine can reach a server bound to that host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
