/** The sessions of an account in a workspace: which there are, and ending them. */
import type { Executor } from "../db/database.ts";
import type { SessionLimits } from "./credentials.ts";

export interface SessionRow {
  readonly id: string;
  readonly agent: string;
  readonly address: string;
  readonly createdAt: Date;
  /** Exact to a few minutes. */
  readonly usedAt: Date;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** Those that have not ended, the last used first. `digest`: of the one that asks. */
export async function readSessions(
  executor: Executor,
  owner: { readonly workspaceId: string; readonly accountId: string; readonly digest: string },
  { idleHours, absoluteHours }: SessionLimits,
): Promise<readonly SessionRow[]> {
  const now = Date.now();
  const { rows } = await executor.run({
    text: `select id, agent, address, created_at, used_at, digest = $3 from core.session
      where workspace = $1 and account = $2 and used_at > $4 and created_at > $5 order by used_at desc, id`,
    values: [
      owner.workspaceId,
      owner.accountId,
      owner.digest,
      new Date(now - idleHours * 3_600_000),
      new Date(now - absoluteHours * 3_600_000),
    ],
  });
  return rows.map(([id, agent, address, createdAt, usedAt, current]) => ({
    id: String(id),
    agent: agent ?? "",
    address: address ?? "",
    createdAt: new Date(createdAt ?? 0),
    usedAt: new Date(usedAt ?? 0),
    current: current === "t",
  }));
}

/** Ends one session of an account; false when he has no such session. */
export async function endSession(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "delete from core.session where id = $3 and workspace = $1 and account = $2",
    values: [workspaceId, accountId, id],
  });
  return rowCount > 0;
}

/** Ends the sessions of an account in one workspace. `exceptDigest`: one that goes on. */
export async function endSessions(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  exceptDigest: string | null = null,
): Promise<number> {
  const { rowCount } = await executor.run({
    text: "delete from core.session where workspace = $1 and account = $2 and digest is distinct from $3",
    values: [workspaceId, accountId, exceptDigest],
  });
  return rowCount;
}

/** Ends the sessions of an account everywhere: its password was changed. */
export async function endAllSessions(
  executor: Executor,
  accountId: string,
  exceptDigest: string | null = null,
): Promise<void> {
  await executor.run({
    text: "delete from core.session where account = $1 and digest is distinct from $2",
    values: [accountId, exceptDigest],
  });
}
