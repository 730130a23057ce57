import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CloudEnvironment, PUBLIC, withOverrides } from "@microsoft/teams.api";

/** The Bot Framework's token service, as far as its public keys go, and tokens that it and others could have signed. */
export interface TokenIssuer {
  /** Microsoft's cloud with the address of these keys. */
  readonly cloud: CloudEnvironment;
  /** A signed token; claims left out are those of a good one. */
  token(claims?: Readonly<Record<string, unknown>>): string;
  /** The same, signed with a key nobody published. */
  forged(claims?: Readonly<Record<string, unknown>>): string;
  close(): Promise<void>;
}

export async function tokenIssuer(audience: string, serviceUrl: string): Promise<TokenIssuer> {
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = {
    keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "own", use: "sig", alg: "RS256" }],
  };
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(keys));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const seconds = Math.floor(Date.now() / 1_000);
  const good = {
    iss: PUBLIC.tokenIssuer,
    aud: audience,
    serviceurl: serviceUrl,
    nbf: seconds - 60,
    exp: seconds + 600,
  };
  return {
    cloud: withOverrides(PUBLIC, { openIdMetadataUrl: `http://127.0.0.1:${port}/v1/openidconfiguration` }),
    token: (claims) => signed({ ...good, ...claims }, own.privateKey),
    forged: (claims) => signed({ ...good, ...claims }, foreign.privateKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function signed(claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ alg: "RS256", typ: "JWT", kid: "own" })}.${part(claims)}`;
  return `${body}.${createSign("RSA-SHA256").update(body).sign(key, "base64url")}`;
}
