import { dirname, resolve } from "node:path";
import type { Webhook } from "../config/desk-config.ts";
import { type Environment, readSecret } from "../config/environment.ts";
import { OperationError } from "../errors.ts";
import { mappedSource } from "../ingest/mapped-source.ts";
import { readMapping } from "../ingest/mapping/read-mapping.ts";
import type { Source } from "../ingest/source.ts";
import { sources } from "../ingest/source-catalogue.ts";
import type { DeskSettings } from "./open-desk.ts";

export interface SecretSource {
  readonly source: Source;
  /** undefined: not set up. */
  readonly secret: string | undefined;
}

/**
 * The catalogue's sources and the configuration's mapped ones, each with its secret.
 *
 * @throws OperationError when a mapped source lacks its secret, its mapping is wrong or its name is taken
 */
export async function webhookSources({
  environment,
  config,
}: DeskSettings): Promise<readonly SecretSource[]> {
  const mapped = Object.entries(config.webhooks).map(([name, webhook]) =>
    mappedOne(name, webhook, environment),
  );
  const variables = new Map<string, unknown>(Object.entries(environment));
  const built = sources.map((source) => {
    const secret = variables.get(source.secretName);
    return { source, secret: typeof secret === "string" ? secret : undefined };
  });
  return [...built, ...(await Promise.all(mapped))];
}

async function mappedOne(name: string, webhook: Webhook, environment: Environment): Promise<SecretSource> {
  const place = environment.DESKPULSE_CONFIG ?? "deskpulse.yaml";
  if (sources.some((source) => source.name === name)) {
    throw new OperationError(
      `${place}: webhooks.${name} is the name of a source that is built in: take another`,
    );
  }
  const secret = readSecret(webhook.secret);
  if (secret === undefined) {
    throw new OperationError(`${place}: webhooks.${name} needs its secret: set ${webhook.secret}`);
  }
  const file = resolve(dirname(place), webhook.mapping);
  const { mapping } = await readMapping(file);
  const { rows, signature } = webhook;
  return {
    source: mappedSource({ name, secretName: webhook.secret, mapping, file, rows, signature }),
    secret,
  };
}
