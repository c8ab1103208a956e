/**
 * Sessions and API tokens. Both are random 256-bit secrets of which the database knows only a
 * SHA-256 digest. Who they belong to is asked of the database at most once a second per process,
 * so that a revocation is obeyed everywhere within a second.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Account } from "./accounts.ts";

export interface Principal {
  readonly account: Account;
  readonly role: string;
  /** Digest of the credential, by which a session can be ended. */
  readonly digest: string;
  readonly via: "session" | "token";
}

const cacheMilliseconds = 800;
const cacheEntriesMaximum = 10_000;
const tokenPrefix = "tenon_";

export const digestOf = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");
const newSecret = (): string => randomBytes(32).toString("base64url");

export interface Credentials {
  /** Who a secret belongs to in a workspace; null when it is unknown, ended or expired. */
  identify(workspaceId: string, secret: string): Promise<Principal | null>;
  startSession(workspaceId: string, accountId: string): Promise<string>;
  endSession(digest: string): Promise<void>;
}

export function createCredentials(database: Database, sessionHours: number): Credentials {
  const cache = new Map<
    string,
    { readonly until: number; readonly principal: Promise<Principal | null> }
  >();
  const forget = (digest: string): void => {
    for (const key of cache.keys()) if (key.endsWith(digest)) cache.delete(key);
  };
  return {
    identify: (workspaceId, secret) => {
      const digest = digestOf(secret);
      const key = `${workspaceId}\u0001${digest}`;
      const now = performance.now();
      const known = cache.get(key);
      if (known !== undefined && known.until > now) return known.principal;
      if (cache.size >= cacheEntriesMaximum) cache.clear();
      const principal = secret.startsWith(tokenPrefix)
        ? identifyToken(database, workspaceId, digest)
        : identifySession(database, workspaceId, digest, sessionHours);
      cache.set(key, { until: now + cacheMilliseconds, principal });
      principal.catch(() => cache.delete(key));
      return principal;
    },
    startSession: async (workspaceId, accountId) => {
      const secret = newSecret();
      const now = new Date();
      await database.run({
        text: "insert into core.session (id, digest, workspace, account, created_at, used_at) values ($1, $2, $3, $4, $5, $5)",
        values: [newUuid(), digestOf(secret), workspaceId, accountId, now],
      });
      return secret;
    },
    endSession: async (digest) => {
      await database.run({ text: "delete from core.session where digest = $1", values: [digest] });
      forget(digest);
    },
  };
}

/** A new API token for an account in a workspace; the secret is returned once and never again. */
export async function createToken(
  executor: Executor,
  workspaceId: string,
  accountId: string,
): Promise<string> {
  const secret = `${tokenPrefix}${newSecret()}`;
  await executor.run({
    text: "insert into core.token (id, digest, workspace, account, created_at) values ($1, $2, $3, $4, $5)",
    values: [newUuid(), digestOf(secret), workspaceId, accountId, new Date()],
  });
  return secret;
}

async function identifyToken(
  executor: Executor,
  workspaceId: string,
  digest: string,
): Promise<Principal | null> {
  const { rows } = await executor.run({
    name: "identify_token",
    text: `select a.id, a.email, a.name, m.role from core.token t
      join core.account a on a.id = t.account join core.membership m on m.account = a.id and m.workspace = t.workspace
      where t.digest = $1 and t.workspace = $2 and not a.disabled`,
    values: [digest, workspaceId],
  });
  return principalOf(rows[0], digest, "token");
}

const touchMinutes = 5;

async function identifySession(
  executor: Executor,
  workspaceId: string,
  digest: string,
  sessionHours: number,
): Promise<Principal | null> {
  const now = new Date();
  const { rows } = await executor.run({
    name: "identify_session",
    text: `select a.id, a.email, a.name, m.role, s.used_at < $4 from core.session s
      join core.account a on a.id = s.account join core.membership m on m.account = a.id and m.workspace = s.workspace
      where s.digest = $1 and s.workspace = $2 and s.used_at > $3 and not a.disabled`,
    values: [
      digest,
      workspaceId,
      new Date(now.getTime() - sessionHours * 3_600_000),
      new Date(now.getTime() - touchMinutes * 60_000),
    ],
  });
  if (rows[0]?.[4] === "t") {
    await executor.run({
      text: "update core.session set used_at = $2 where digest = $1",
      values: [digest, now],
    });
  }
  return principalOf(rows[0], digest, "session");
}

function principalOf(
  row: readonly (string | null)[] | undefined,
  digest: string,
  via: Principal["via"],
): Principal | null {
  if (row === undefined) return null;
  const [id, email, name, role] = row;
  return {
    account: { id: String(id), email: String(email), name: String(name) },
    role: String(role),
    digest,
    via,
  };
}
