import type { Route } from "./route.ts";

/**
 * For whatever watches the process: `/healthz` answers while it is alive, `/readyz` only while it can do its work.
 *
 * @param whyNotReady in words, undefined when ready; a rejection counts as not ready
 * @param instance tells this installation from all others, so that who asks knows whose answer it is
 */
export function healthRoutes(
  whyNotReady: () => Promise<string | undefined>,
  instance?: string,
): readonly Route[] {
  const alive = { status: "alive", ...(instance === undefined ? {} : { instance }) };
  return [
    { method: "GET", path: "/healthz", answer: async () => ({ status: 200, body: alive }) },
    {
      method: "GET",
      path: "/readyz",
      async answer() {
        const why = await whyNotReady().catch((error: unknown) => String(error));
        if (why === undefined) return { status: 200, body: { status: "ready" } };
        return { status: 503, body: { status: "not ready", reason: why }, headers: { "retry-after": "5" } };
      },
    },
  ];
}
