/**
 * Nothing is written by one version of a workspace behind the next: formulas, rules and defaults
 * that came meanwhile would be passed over. A transaction that writes passes a gate when it begins
 * (a lock that writers share), and finds out there whether it is of the current version. A publish
 * that changes tables, or computes formulas, shuts the gate, so that who is inside ends first, and
 * is seen. Whoever is refused is done again with the new version.
 */
import { type Sql, slot, sql } from "../../metadata/expressions/index.ts";
import type { Executor } from "./database.ts";

/** SQLSTATE of `core.require_version`. */
export const anotherVersion = "TN409";

/** What a write was made with. */
export interface WrittenVersion {
  readonly workspaceId: string;
  readonly version: number;
}

/** A single statement that found another version in the database. */
export class AnotherVersion extends Error {
  readonly code = anotherVersion;
  constructor() {
    super("The workspace has another version");
  }
}

/**
 * A condition for statements that are a transaction by themselves; true in the version of
 * `versionSlots`. They pass no gate: a publish locks the tables they write (`publish/apply.ts`), and
 * they look when they have waited.
 */
export const inThisVersion: Sql = sql`(select w."version" from core.workspace as w where w."id" = ${slot("workspace", "uuid")}) = ${slot("version", "integer")}`;

export const versionSlots = ({ workspaceId, version }: WrittenVersion) => ({
  workspace: workspaceId,
  version,
});

/** The lock's key: half of the workspace's id, with its sign. */
function gateOf(workspaceId: string): string {
  const digits = workspaceId.replaceAll("-", "").slice(-16);
  if (!/^[0-9a-f]{16}$/.test(digits)) throw new Error(`Not an id: ${workspaceId}`);
  return BigInt.asIntN(64, BigInt(`0x${digits}`)).toString();
}

/** Statements with which a transaction that writes begins. */
export const enterVersion = ({ workspaceId, version }: WrittenVersion): string =>
  `select pg_advisory_xact_lock_shared(${gateOf(workspaceId)}); select core.require_version('${workspaceId}', ${Math.trunc(version)})`;

/** Waits for all who are inside, and lets nobody in until the transaction ends. */
export const shutGate = (workspaceId: string): string =>
  `select pg_advisory_xact_lock(${gateOf(workspaceId)})`;

const inside = new WeakSet<Executor>();

/** For a transaction that has begun for another reason; its first write enters. */
export async function enterOnce(transaction: Executor, written: WrittenVersion): Promise<void> {
  if (inside.has(transaction)) return;
  inside.add(transaction);
  await transaction.run({ text: enterVersion(written), values: [] });
}

/** A part of the transaction is taken back, and the gate with it if it was passed there. */
export const maybeOutside = (transaction: Executor): void => void inside.delete(transaction);

/** The transaction has begun with `enterVersion`. */
export const entered = (transaction: Executor): void => void inside.add(transaction);
