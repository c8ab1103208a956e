/**
 * Sessions and API tokens. Both are random 256-bit secrets of which the database knows only a
 * SHA-256 digest. Who they belong to is asked of the database at most once a second per process,
 * so that a revocation is obeyed everywhere within a second.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { type Account, rolesOfColumn } from "./accounts.ts";
import { agentMaximum } from "./device.ts";
import { hasFactor } from "./second-factor.ts";

export const tokenScopes = ["read", "all"] as const;
/** `read`: nothing that could change anything. */
export type TokenScope = (typeof tokenScopes)[number];

/** Who looks at the workspace through the eyes of another. */
export interface Onlooker {
  readonly account: Account;
  /** Ids of his own roles in the workspace. */
  readonly roles: readonly string[];
}

export interface Principal {
  readonly account: Account;
  /** Ids of his roles in the workspace. */
  readonly roles: readonly string[];
  /** Digest of the credential, by which a session can be ended. */
  readonly digest: string;
  readonly via: "session" | "token";
  readonly scope: TokenScope;
  /** When a token ends; null for sessions and for tokens without an end. */
  readonly expiresAt: Date | null;
  /** Signed in by a session, with no second factor set up. */
  readonly lacksSecondFactor: boolean;
  /** Whose session it is when `account` is somebody he looks at the workspace as. */
  readonly onlooker: Onlooker | null;
}

/** How long a session lasts: without use, and in all. */
export interface SessionLimits {
  readonly idleHours: number;
  readonly absoluteHours: number;
}

/** Where a session was begun. */
export interface SessionOrigin {
  /** The browser's description of itself. */
  readonly agent: string;
  /** Network address. */
  readonly address: string;
}

/** So long the workspace is looked at as another sees it; then the session is its owner's again. */
export const viewingMinutes = 60;

const cacheMilliseconds = 800;
const cacheEntriesMaximum = 10_000;
const tokenPrefix = "tenon_";

export const digestOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");
export const newSecret = (): string => randomBytes(32).toString("base64url");

export interface Credentials {
  /** Who a secret belongs to in a workspace; null when it is unknown, ended or expired. */
  identify(workspaceId: string, secret: string): Promise<Principal | null>;
  /** The same, as the database has it now; whatever was kept. */
  identifyAgain(workspaceId: string, principal: Principal): Promise<Principal | null>;
  /** A new session under a new secret; also notes that the person was here. */
  startSession(
    executor: Executor,
    workspaceId: string,
    accountId: string,
    origin: SessionOrigin,
  ): Promise<string>;
  endSession(digest: string, executor?: Executor): Promise<void>;
  /** From now on the session sees the workspace as this account does; null: as its own. */
  viewAs(digest: string, accountId: string | null): Promise<void>;
  /** Call after a revocation: this process then obeys it at once, others within a second. */
  forgetAll(): void;
}

export function createCredentials(database: Database, limits: SessionLimits): Credentials {
  const cache = new Map<
    string,
    { readonly until: number; readonly principal: Promise<Principal | null> }
  >();
  const forget = (digest: string): void => {
    for (const key of cache.keys()) if (key.endsWith(digest)) cache.delete(key);
  };
  const keyOf = (workspaceId: string, digest: string): string => `${workspaceId}\u0001${digest}`;
  const ask = (workspaceId: string, digest: string, via: Principal["via"]) => {
    const key = keyOf(workspaceId, digest);
    if (cache.size >= cacheEntriesMaximum) cache.clear();
    const principal =
      via === "token"
        ? identifyToken(database, workspaceId, digest)
        : identifySession(database, workspaceId, digest, limits);
    cache.set(key, { until: performance.now() + cacheMilliseconds, principal });
    principal.catch(() => cache.delete(key));
    return principal;
  };
  return {
    identify: (workspaceId, secret) => {
      const digest = digestOf(secret);
      const known = cache.get(keyOf(workspaceId, digest));
      if (known !== undefined && known.until > performance.now()) return known.principal;
      return ask(workspaceId, digest, secret.startsWith(tokenPrefix) ? "token" : "session");
    },
    identifyAgain: (workspaceId, { digest, via }) => ask(workspaceId, digest, via),
    startSession: async (executor, workspaceId, accountId, { agent, address }) => {
      const secret = newSecret();
      const now = new Date();
      await executor.run({
        text: `with member as (update core.membership set signed_in_at = $5 where workspace = $3 and account = $4)
          insert into core.session (id, digest, workspace, account, created_at, used_at, agent, address) values ($1, $2, $3, $4, $5, $5, $6, $7)`,
        values: [
          newUuid(),
          digestOf(secret),
          workspaceId,
          accountId,
          now,
          agent.replaceAll("\0", "").slice(0, agentMaximum),
          address,
        ],
      });
      return secret;
    },
    endSession: async (digest, executor = database) => {
      await executor.run({ text: "delete from core.session where digest = $1", values: [digest] });
      forget(digest);
    },
    viewAs: async (digest, accountId) => {
      const until = new Date(Date.now() + viewingMinutes * 60_000);
      await database.run({
        text: "update core.session set viewing = $2, viewing_until = $3 where digest = $1",
        values: [digest, accountId, accountId === null ? null : until],
      });
      forget(digest);
    },
    forgetAll: () => cache.clear(),
  };
}

export interface NewToken {
  /** By which its owner knows it. */
  readonly name: string;
  readonly scope: TokenScope;
  /** Null: none. */
  readonly expiresAt: Date | null;
}

/** What a new token is called and when it began, where that is asked for afterwards. */
export interface NewTokenMark {
  readonly id: string;
  readonly createdAt: Date;
}

/** One without an end, which only the command line makes. */
export const plainToken: NewToken = { name: "", scope: "all", expiresAt: null };

/** A new API token for an account in a workspace; the secret is returned once and never again. */
export async function createToken(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  { name, scope, expiresAt }: NewToken = plainToken,
  { id, createdAt }: NewTokenMark = { id: newUuid(), createdAt: new Date() },
): Promise<string> {
  const secret = `${tokenPrefix}${newSecret()}`;
  await executor.run({
    text: "insert into core.token (id, digest, workspace, account, created_at, name, scope, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    values: [id, digestOf(secret), workspaceId, accountId, createdAt, name, scope, expiresAt],
  });
  return secret;
}

/** Times of last use are kept to this exactness, so that most requests write nothing. */
export const touchMinutes = 5;

const longAgo = (now: Date): Date => new Date(now.getTime() - touchMinutes * 60_000);

async function identifyToken(
  executor: Executor,
  workspaceId: string,
  digest: string,
): Promise<Principal | null> {
  const now = new Date();
  const { rows } = await executor.run({
    name: "identify_token",
    text: `select a.id, a.email, a.name, m.roles, t.used_at is null or t.used_at < $4, t.scope, t.expires_at from core.token t
      join core.account a on a.id = t.account join core.membership m on m.account = a.id and m.workspace = t.workspace
      where t.digest = $1 and t.workspace = $2 and (t.expires_at is null or t.expires_at > $3)
        and not a.disabled and not m.disabled and not m.invited`,
    values: [digest, workspaceId, now, longAgo(now)],
  });
  const [row] = rows;
  if (row?.[4] === "t") {
    await executor.run({
      text: "update core.token set used_at = $2 where digest = $1",
      values: [digest, now],
    });
  }
  return principalOf(row, digest, "token");
}

async function identifySession(
  executor: Executor,
  workspaceId: string,
  digest: string,
  { idleHours, absoluteHours }: SessionLimits,
): Promise<Principal | null> {
  const now = new Date();
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  const { rows } = await executor.run({
    name: "identify_session",
    text: `select a.id, a.email, a.name, m.roles, s.used_at < $4, ${hasFactor}, v.id, v.email, v.name, vm.roles from core.session s
      join core.account a on a.id = s.account join core.membership m on m.account = a.id and m.workspace = s.workspace
      left join (core.account v join core.membership vm on vm.account = v.id and not v.disabled and not vm.disabled and not vm.invited)
        on v.id = s.viewing and vm.workspace = s.workspace and s.viewing_until > $6
      where s.digest = $1 and s.workspace = $2 and s.used_at > $3 and s.created_at > $5
        and not a.disabled and not m.disabled and not m.invited`,
    values: [digest, workspaceId, hoursAgo(idleHours), longAgo(now), hoursAgo(absoluteHours), now],
  });
  if (rows[0]?.[4] === "t") {
    await executor.run({
      text: "update core.session set used_at = $2 where digest = $1",
      values: [digest, now],
    });
  }
  const own = principalOf(rows[0], digest, "session");
  if (own === null) return null;
  const lacksSecondFactor = rows[0]?.[5] === "f";
  const [id, email, name, role] = rows[0]?.slice(6) ?? [];
  if (!id) return { ...own, lacksSecondFactor };
  return {
    ...own,
    account: { id, email: String(email), name: String(name) },
    roles: rolesOfColumn(role),
    scope: "read",
    lacksSecondFactor,
    onlooker: { account: own.account, roles: own.roles },
  };
}

function principalOf(
  row: readonly (string | null)[] | undefined,
  digest: string,
  via: Principal["via"],
): Principal | null {
  if (row === undefined) return null;
  const [id, email, name, role, , scope, expiresAt] = row;
  return {
    account: { id: String(id), email: String(email), name: String(name) },
    roles: rolesOfColumn(role),
    digest,
    via,
    // A scope of a later engine would be a narrower one.
    scope: via === "session" || scope === "all" ? "all" : "read",
    expiresAt: via === "token" && expiresAt ? new Date(expiresAt) : null,
    lacksSecondFactor: false,
    onlooker: null,
  };
}
