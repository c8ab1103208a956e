/** Reading the audit log: pages of entries, newest first. */
import type { Executor } from "../db/database.ts";

export const auditPageDefault = 50;
export const auditPageMaximum = 200;

export interface AuditQuery {
  readonly action: string | null;
  /** Id of an account. */
  readonly actor: string | null;
  /** From this moment on. */
  readonly from: Date | null;
  /** Before this moment. */
  readonly to: Date | null;
  /** Number of the last entry of the page before. */
  readonly after: number | null;
  readonly limit: number;
}

export interface AuditRow {
  readonly number: number;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly via: string;
  readonly address: string;
  readonly action: string;
  /** JSON text. */
  readonly subject: string;
  readonly hash: string;
}

/** One more than `limit` when there is another page. */
export async function readAudit(
  executor: Executor,
  workspaceId: string,
  { action, actor, from, to, after, limit }: AuditQuery,
): Promise<readonly AuditRow[]> {
  const { rows } = await executor.run({
    text: `select e.number, e.at, e.actor, coalesce(a.name, ''), coalesce(a.email, ''), e.via, e.address, e.action, e.subject, e.hash
      from core.audit_entry e left join core.account a on a.id = e.actor
      where e.workspace = $1 and ($2::text is null or e.action = $2) and ($3::uuid is null or e.actor = $3)
        and ($4::timestamptz is null or e.at >= $4) and ($5::timestamptz is null or e.at < $5)
        and ($6::bigint is null or e.number < $6)
      order by e.number desc limit $7`,
    values: [workspaceId, action, actor, from, to, after, limit + 1],
  });
  return rows.map(
    ([number, at, id, name, email, via, address, known, subject, hash]): AuditRow => ({
      number: Number(number),
      at: new Date(at ?? 0),
      actor: id ? { id, name: name ?? "", email: email ?? "" } : null,
      via: via ?? "",
      address: address ?? "",
      action: known ?? "",
      subject: subject ?? "{}",
      hash: hash ?? "",
    }),
  );
}
