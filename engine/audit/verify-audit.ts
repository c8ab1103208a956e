/** Whether the audit log of a workspace is whole: every hash is made anew from its entry. */
import type { Executor, TextRow } from "../db/database.ts";
import { actHash, actText, firstPrevious } from "./act-chain.ts";

/**
 * `missing`: an entry between others, or at the end · `changed`: it is not what was hashed ·
 * `unlinked`: it does not hang on the one before.
 */
export type AuditFault = "missing" | "changed" | "unlinked";

export interface AuditVerdict {
  /** Entries that are there. */
  readonly entries: number;
  /** The last entry there must be; null: nothing was ever recorded. */
  readonly head: { readonly number: number; readonly hash: string } | null;
  /** The first entry that is not in order. */
  readonly broken: { readonly number: number; readonly fault: AuditFault } | null;
}

interface Head {
  readonly number: number;
  readonly hash: string;
  readonly anchor: number;
  readonly anchorHash: string;
}

const pageSize = 1000;

/** Looks at every entry, a page at a time. What is written meanwhile is left to the next time. */
export async function verifyAudit(executor: Executor, workspaceId: string): Promise<AuditVerdict> {
  for (;;) {
    const head = await readHead(executor, workspaceId);
    const verdict = await verifyFrom(executor, workspaceId, head);
    // Entries may have been let go between two pages.
    const now = verdict.broken === null ? head : await readHead(executor, workspaceId);
    if (now?.anchor === head?.anchor) return verdict;
  }
}

async function readHead(executor: Executor, workspaceId: string): Promise<Head | null> {
  const { rows } = await executor.run({
    text: "select number, hash, anchor, anchor_hash from core.audit_head where workspace = $1",
    values: [workspaceId],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const [number, hash, anchor, anchorHash] = row;
  return {
    number: Number(number),
    hash: hash ?? "",
    anchor: Number(anchor),
    anchorHash: anchorHash ?? "",
  };
}

async function verifyFrom(
  executor: Executor,
  workspaceId: string,
  head: Head | null,
): Promise<AuditVerdict> {
  const last = head?.number ?? 0;
  let number = head?.anchor ?? 0;
  let previous = number === 0 ? firstPrevious : (head?.anchorHash ?? "");
  let entries = 0;
  const verdict = (broken: AuditVerdict["broken"]): AuditVerdict => ({
    entries,
    head: head && { number: head.number, hash: head.hash },
    broken,
  });
  for (;;) {
    const { rows } = await executor.run({
      text: `select number, at, actor, via, address, action, subject, previous, hash from core.audit_entry
        where workspace = $1 and number > $2 and ($3::bigint = 0 or number <= $3) order by number limit $4`,
      values: [workspaceId, number, last, pageSize],
    });
    for (const row of rows) {
      const fault = faultOf(workspaceId, row, number + 1, previous);
      if (fault !== null) return verdict({ number: number + 1, fault });
      number++;
      entries++;
      previous = row[8] ?? "";
    }
    if (rows.length < pageSize) break;
  }
  if (number < last) return verdict({ number: number + 1, fault: "missing" });
  // Entries without a head, or one that says something else.
  const fits = head === null ? entries === 0 : previous === head.hash;
  return verdict(fits ? null : { number, fault: head === null ? "missing" : "changed" });
}

function faultOf(
  workspace: string,
  row: TextRow,
  expected: number,
  before: string,
): AuditFault | null {
  const [number, at, actor, via, address, action, subject, previous, hash] = row;
  if (Number(number) !== expected) return "missing";
  if (previous !== before) return "unlinked";
  const act = actText({
    workspace,
    at: new Date(at ?? 0).toISOString(),
    actor: actor ?? null,
    via: via ?? "",
    address: address ?? "",
    action: action ?? "",
    subject: subject ?? "",
  });
  return actHash(act, expected, before) === hash ? null : "changed";
}
