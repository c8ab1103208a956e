/** The real OpenID Connect provider of the package `oidc-provider`, in this process. */
import { generateKeyPairSync } from "node:crypto";
import type { RequestListener } from "node:http";
import { createRequire } from "node:module";
import { serveByTls } from "./local-https.ts";

export const clientId = "tenon";
export const clientSecret = "canary-client-secret-5f1d2c";

export interface RealProvider {
  readonly issuer: string;
  /** Settings of a server that signs in by it. */
  readonly settings: Readonly<Record<string, string>>;
  /** What it tells of who signs in under a name. */
  readonly people: Record<string, Readonly<Record<string, unknown>>>;
  /** Starts it, once it is known where it sends browsers back to. */
  open(redirect: string): void;
  stop(): Promise<void>;
}

/** The package comes without types. */
type ProviderClass = new (
  issuer: string,
  configuration: Readonly<Record<string, unknown>>,
) => { callback(): RequestListener };

const privateKey = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

export async function startRealProvider(): Promise<RealProvider> {
  const server = await serveByTls((_request, response) => response.writeHead(503).end());
  const issuer = server.address;
  const people: RealProvider["people"] = {};
  const { Provider } = createRequire(import.meta.url)("oidc-provider") as {
    readonly Provider: ProviderClass;
  };
  return {
    issuer,
    people,
    settings: {
      TENON_OIDC_ISSUER: issuer,
      TENON_OIDC_CLIENT_ID: clientId,
      TENON_OIDC_CLIENT_SECRET: clientSecret,
      TENON_OUTBOUND_ALLOW: server.host,
    },
    open: (redirect) => {
      const provider = new Provider(issuer, {
        clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirect] }],
        cookies: { keys: ["of tests"] },
        jwks: { keys: [{ ...privateKey(), kid: "1", use: "sig", alg: "RS256" }] },
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
        pkce: { required: () => true },
        findAccount: (_context: unknown, id: string) => ({
          accountId: id,
          claims: () => ({ sub: id, ...people[id] }),
        }),
      });
      server.handle(provider.callback());
    },
    stop: server.stop,
  };
}
