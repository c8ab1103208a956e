/** A provider whose every answer a test may bend: tokens that nobody should believe. */
import {
  createHash,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveByTls } from "./local-https.ts";
import { clientId, clientSecret } from "./oidc-provider.ts";

export interface Bent {
  /** In place of those of a good token; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Who signs: the provider, somebody else, the client's secret, nobody; or what was said is changed. */
  readonly signed?: "provider" | "stranger" | "secret" | "public_key" | "nobody" | "changed";
}

export interface Flow {
  readonly state: string;
  readonly address: URL;
}

export interface ForgingProvider {
  readonly issuer: string;
  readonly settings: Readonly<Record<string, string>>;
  /** What it publishes of itself, beside or in place of the usual. */
  published: Readonly<Record<string, unknown>>;
  /** How often it was asked for what it publishes. */
  readonly discoveries: () => number;
  /** Somebody signs in; what the browser brings back. */
  answer(flow: Flow, person: Readonly<Record<string, unknown>>, bent?: Bent): Brought;
  stop(): Promise<void>;
}

export interface Brought {
  readonly state: string;
  readonly code: string;
  readonly iss: string;
}

const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

interface Keys {
  readonly own: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly stranger: { readonly privateKey: KeyObject };
}

function tokenOf(keys: Keys, claims: Readonly<Record<string, unknown>>, bent: Bent): string {
  const { signed = "provider" } = bent;
  const alg = { secret: "HS256", public_key: "HS256", nobody: "none" };
  const header = {
    typ: "JWT",
    alg: signed in alg ? alg[signed as keyof typeof alg] : "RS256",
    kid: "1",
    ...bent.header,
  };
  const said = `${encoded(header)}.${encoded(claims)}`;
  const by = (key: KeyObject): string =>
    sign("sha256", Buffer.from(said), key).toString("base64url");
  const pem = keys.own.publicKey.export({ type: "spki", format: "pem" });
  const mac = (secret: string | Buffer): string =>
    createHmac("sha256", secret).update(said).digest("base64url");
  switch (signed) {
    case "provider":
      return `${said}.${by(keys.own.privateKey)}`;
    case "stranger":
      return `${said}.${by(keys.stranger.privateKey)}`;
    case "secret":
      return `${said}.${mac(clientSecret)}`;
    case "public_key":
      return `${said}.${mac(pem)}`;
    case "nobody":
      return `${said}.`;
    case "changed": {
      const other = encoded({ ...claims, sub: "somebody else" });
      return `${encoded(header)}.${other}.${by(keys.own.privateKey)}`;
    }
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

/** Both halves are encoded once more, as RFC 6749 says. */
function isClient({ headers }: IncomingMessage): boolean {
  const basic = (headers.authorization ?? "").replace(/^Basic /, "");
  const pair = decodeURIComponent(Buffer.from(basic, "base64").toString());
  return pair === `${clientId}:${clientSecret}`;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A code that was given out, and what it is redeemed for. */
interface Given {
  readonly flow: Flow;
  readonly token: string;
}

/** Looks at all that a real one looks at, so that what goes wrong here went wrong before. */
async function redeem(
  codes: Map<string, Given>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await formOf(request);
  const code = form.get("code") ?? "";
  const given = codes.get(code);
  codes.delete(code);
  const verifier = createHash("sha256").update(form.get("code_verifier") ?? "");
  const asked = given?.flow.address.searchParams;
  const right =
    isClient(request) &&
    verifier.digest("base64url") === asked?.get("code_challenge") &&
    form.get("redirect_uri") === asked.get("redirect_uri");
  if (given === undefined || !right)
    return send(response, 400, { error: "invalid_grant", error_description: "<b>no</b>" });
  send(response, 200, { access_token: "x", token_type: "Bearer", id_token: given.token });
}

export async function startForgingProvider(): Promise<ForgingProvider> {
  const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys: Keys = { own: pair(), stranger: pair() };
  const codes = new Map<string, Given>();
  let discoveries = 0;
  const provider: Pick<ForgingProvider, "published"> = { published: {} };
  const server = await serveByTls((request, response) => {
    const { pathname } = new URL(request.url ?? "/", server.address);
    if (pathname === "/.well-known/openid-configuration") {
      discoveries++;
      return send(response, 200, { ...usual(server.address), ...provider.published });
    }
    if (pathname === "/jwks") {
      const jwk = keys.own.publicKey.export({ format: "jwk" });
      return send(response, 200, { keys: [{ ...jwk, kid: "1", use: "sig" }] });
    }
    if (pathname === "/token") return void redeem(codes, request, response);
    send(response, 404, {});
  });
  return Object.assign(provider, {
    issuer: server.address,
    settings: {
      TENON_OIDC_ISSUER: server.address,
      TENON_OIDC_CLIENT_ID: clientId,
      TENON_OIDC_CLIENT_SECRET: clientSecret,
      TENON_OUTBOUND_ALLOW: server.host,
    },
    discoveries: () => discoveries,
    answer: (flow: Flow, person: Readonly<Record<string, unknown>>, bent: Bent = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: server.address,
        aud: clientId,
        iat: now,
        exp: now + 300,
        nonce: flow.address.searchParams.get("nonce"),
        ...person,
        ...bent.claims,
      };
      const code = randomUUID();
      codes.set(code, { flow, token: tokenOf(keys, claims, bent) });
      return { state: flow.state, code, iss: server.address };
    },
    stop: server.stop,
  });
}

const usual = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  code_challenge_methods_supported: ["S256"],
  // More than anybody should take.
  id_token_signing_alg_values_supported: ["none", "HS256", "RS256"],
});
