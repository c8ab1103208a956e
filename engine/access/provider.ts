/**
 * Signing in by an OpenID Connect provider: the code flow with PKCE. What the provider publishes is
 * read when it is first needed and kept for an hour, so that the server starts, and passwords work,
 * without it. All requests leave by the guarded client.
 */
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  ResponseBodyError,
} from "openid-client";
import { textOrEmpty } from "../../metadata/json-object.ts";
import type { Outbound } from "../outbound/outbound.ts";

export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly label: string;
}

/** Somebody as the provider knows him; issuer and subject are who he is, all else is hearsay. */
export interface ProviderPerson {
  readonly issuer: string;
  readonly subject: string;
  /** Empty: not told. */
  readonly email: string;
  /** The provider says that he reads the mails to this address. */
  readonly emailVerified: boolean;
  /** Empty: not told. */
  readonly name: string;
}

/** What the two halves of one sign-in have in common. */
export interface FlowSecrets {
  /** Where the provider sends the browser back to. */
  readonly redirect: string;
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE: who redeems the code is who asked for it. */
  readonly verifier: string;
}

export interface ProviderAnswer {
  readonly code?: string;
  readonly iss?: string;
  readonly error?: string;
}

/** `unreachable`: no usable answer · `declined`: the provider's own no · `refused`: our no to it. */
export class ProviderFailure extends Error {
  override readonly name = "ProviderFailure";
  readonly kind: "unreachable" | "declined" | "refused";
  constructor(kind: ProviderFailure["kind"], reason: string) {
    super(reason);
    this.kind = kind;
  }
}

export interface SignInProvider {
  /** As identities keep it: without a slash at its end. */
  readonly issuer: string;
  readonly label: string;
  /** Where the browser goes to sign in. @throws ProviderFailure */
  begin(flow: FlowSecrets): Promise<string>;
  /** Who came back. @throws ProviderFailure */
  finish(flow: FlowSecrets, answer: ProviderAnswer): Promise<ProviderPerson>;
}

/** Signatures that only the provider can make; the client's secret makes none. */
const algorithms: readonly string[] = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
const keptMilliseconds = 3_600_000;
const subjectMaximum = 255;
const nameMaximum = 200;
const emailMaximum = 254;
/** Controls, and marks that turn the direction of what follows. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

export function createSignInProvider(
  settings: ProviderSettings,
  outbound: Outbound,
): SignInProvider {
  const issuer = new URL(settings.issuer).href.replace(/\/$/, "");
  const fetch = guardedFetch(outbound);
  let known: { readonly until: number; readonly configuration: Configuration } | null = null;
  let asking: Promise<Configuration> | null = null;
  const ask = async (): Promise<Configuration> => {
    const configuration = await discover(settings, fetch);
    known = { until: performance.now() + keptMilliseconds, configuration };
    return configuration;
  };
  const current = async (): Promise<Configuration> => {
    const kept = known;
    if (kept !== null && kept.until > performance.now()) return kept.configuration;
    asking ??= ask().finally(() => {
      asking = null;
    });
    try {
      return await asking;
    } catch (error) {
      // What held an hour ago is better than nobody signing in.
      if (kept !== null) return kept.configuration;
      throw new ProviderFailure("unreachable", reasonOf(error));
    }
  };
  return {
    issuer,
    label: settings.label,
    begin: async ({ redirect, state, nonce, verifier }) => {
      const configuration = await current();
      const code_challenge = await calculatePKCECodeChallenge(verifier);
      try {
        return buildAuthorizationUrl(configuration, {
          redirect_uri: redirect,
          scope: "openid email profile",
          code_challenge,
          code_challenge_method: "S256",
          state,
          nonce,
        }).href;
      } catch (error) {
        throw new ProviderFailure("unreachable", reasonOf(error));
      }
    },
    finish: async (flow, answer) => {
      const configuration = await current();
      try {
        return await redeem(configuration, issuer, flow, answer);
      } catch (error) {
        if (error instanceof ProviderFailure) throw error;
        throw new ProviderFailure(kindOf(error), reasonOf(error));
      }
    },
  };
}

/** @throws whatever went wrong on the way to a usable description of the provider */
async function discover(
  { issuer, clientId, clientSecret }: ProviderSettings,
  fetch: CustomFetch,
): Promise<Configuration> {
  const found = await discovery(new URL(issuer), clientId, clientSecret, undefined, {
    [customFetch]: fetch,
  });
  const { supportsPKCE: _, ...server } = found.serverMetadata();
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const signed = server.id_token_signing_alg_values_supported ?? ["RS256"];
  const configuration = new Configuration(
    {
      ...server,
      id_token_signing_alg_values_supported: signed.filter((name) => algorithms.includes(name)),
    },
    clientId,
    clientSecret,
    methods.includes("client_secret_basic")
      ? ClientSecretBasic(clientSecret)
      : ClientSecretPost(clientSecret),
  );
  configuration[customFetch] = fetch;
  // Else a token that came over TLS would be believed without a look at its signature.
  enableNonRepudiationChecks(configuration);
  return configuration;
}

async function redeem(
  configuration: Configuration,
  issuer: string,
  { redirect, state, nonce, verifier }: FlowSecrets,
  answer: ProviderAnswer,
): Promise<ProviderPerson> {
  const came = new URL(redirect);
  came.searchParams.set("state", state);
  for (const name of ["code", "iss", "error"] as const) {
    const value = answer[name];
    if (value !== undefined) came.searchParams.set(name, value);
  }
  const tokens = await authorizationCodeGrant(configuration, came, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const token = tokens.claims();
  if (token === undefined) throw new ProviderFailure("refused", "no ID token");
  const { sub } = token;
  if (sub === "" || sub.length > subjectMaximum || sub.includes("\0"))
    throw new ProviderFailure("refused", "a subject that nobody can be known by");
  const elsewhere =
    token.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
  const claims = elsewhere ? await fetchUserInfo(configuration, tokens.access_token, sub) : token;
  return {
    issuer,
    subject: sub,
    email: shortText(claims.email, emailMaximum),
    emailVerified: claims.email_verified === true,
    name: shortText(claims.name, nameMaximum),
  };
}

const shortText = (value: unknown, maximum: number): string =>
  textOrEmpty(value).replace(unseen, "").trim().slice(0, maximum);

/** The library's requests, sent by the guarded client. */
function guardedFetch(outbound: Outbound): CustomFetch {
  return (address, { method, headers, body }) => {
    if (method !== "GET" && method !== "POST") throw new Error(`Nothing sends ${method}`);
    const content = body instanceof URLSearchParams ? body.toString() : body;
    if (typeof content !== "string" && content !== undefined && content !== null)
      throw new Error("Nothing sends such a body");
    return outbound.send(address, {
      method,
      headers,
      ...(typeof content === "string" ? { body: content } : {}),
    });
  };
}

/** Whoever cannot be reached answers nothing that could be refused. */
function kindOf(error: unknown): ProviderFailure["kind"] {
  if (error instanceof AuthorizationResponseError) return "declined";
  if (error instanceof ResponseBodyError) return "refused";
  return error instanceof ClientError && error.code !== undefined ? "refused" : "unreachable";
}

/** For the operator's log: messages hold no tokens, causes that are no errors might. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${cause}`.slice(0, 300);
}
