import type { ChartDrawer } from "../../src/charts/drawer.ts";
import { type Clock, systemClock } from "../../src/clock.ts";
import { silentLogger } from "../../src/logger.ts";
import type { Surface } from "../../src/surfaces/surface.ts";
import type { ReferenceStore, TeamsReference } from "../../src/surfaces/teams/reference-store.ts";
import { teamsSurface } from "../../src/surfaces/teams/teams-surface.ts";
import { stubDrawer } from "./stub-drawer.ts";
import { type TeamsConnector, teamsConnector } from "./teams-connector.ts";

export interface TeamsDesk {
  readonly surface: Surface;
  readonly connector: TeamsConnector;
  /** A channel whose reference is stored. */
  readonly target: string;
  readonly references: ReferenceStore;
  close(): Promise<void>;
}

export interface TeamsDeskOptions {
  /** In memory unless given. The channel's reference is saved into it. */
  readonly references?: ReferenceStore;
  readonly drawer?: ChartDrawer;
  readonly clock?: Clock;
  readonly token?: () => Promise<string>;
  readonly timeoutMs?: number;
}

export const teamsCredentials = {
  clientId: "11111111-1111-4111-8111-111111111111",
  clientSecret: "not-a-secret",
  tenantId: "22222222-2222-4222-8222-222222222222",
};

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** What Microsoft's token service would give the bot; the SDK wants its form, not its signature. */
export const botToken = `${encoded({ alg: "none", typ: "JWT" })}.${encoded({ appid: teamsCredentials.clientId })}.x`;

const teamsChannel = "19:support@thread.tacv2";

/** The Teams surface against a bot service of its own on loopback, with tokens made here. Close it. */
export async function openTeamsDesk(options: TeamsDeskOptions = {}): Promise<TeamsDesk> {
  const connector = await teamsConnector();
  const references = options.references ?? memoryReferences();
  await references.save({
    target: teamsChannel,
    serviceUrl: connector.url,
    tenantId: teamsCredentials.tenantId,
  });
  const surface = teamsSurface({
    credentials: teamsCredentials,
    token: options.token ?? (async () => botToken),
    logger: silentLogger,
    references,
    drawer: options.drawer ?? stubDrawer(),
    clock: options.clock ?? systemClock,
    timeoutMs: options.timeoutMs,
    trustedServiceUrls: [connector.url],
  });
  return { surface, connector, target: teamsChannel, references, close: () => connector.close() };
}

export function memoryReferences(...stored: TeamsReference[]): ReferenceStore {
  const all = new Map(stored.map((reference) => [reference.target, reference]));
  return {
    find: async (target) => all.get(target),
    save: async (reference) => void all.set(reference.target, reference),
    remove: async (target) => void all.delete(target),
    personal: async (userId) => [...all.values()].find((reference) => reference.userId === userId),
    // Whoever is 29:kim there has the address kim@example.com.
    personalOf: async (email) =>
      [...all.values()].find(
        ({ userId }) => userId !== undefined && `${userId.slice(3)}@example.com` === email,
      ),
    async removeTeam(teamId) {
      const removed = [...all.values()].filter((reference) => reference.teamId === teamId);
      for (const { target } of removed) all.delete(target);
      return removed.map(({ target }) => target);
    },
  };
}
