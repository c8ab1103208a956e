/** Writing the audit log: one act, in the transaction of what it is about. */
import type {
  AuditAction,
  AuditSubject,
  AuditValue,
  AuditWay,
} from "../../metadata/audit-actions.ts";
import type { Executor } from "../db/database.ts";
import { actHash, actText, canonical, firstPrevious } from "./act-chain.ts";

/** Who does something in a workspace, and how he came. */
export interface Actor {
  readonly workspaceId: string;
  /** Null: nobody who is known, the command line, or the server by itself. */
  readonly account: string | null;
  readonly via: AuditWay;
  /** Network address; empty where there is none. */
  readonly address: string;
}

/** What the server does without being asked. */
export const serverActor = (workspaceId: string): Actor => ({
  workspaceId,
  account: null,
  via: "server",
  address: "",
});

export const commandLineActor = (workspaceId: string): Actor => ({
  workspaceId,
  account: null,
  via: "command_line",
  address: "",
});

/** Characters of one text in an entry; longer ones end with an ellipsis. */
export const auditTextMaximum = 500;

/**
 * One entry, in one statement. It waits for whoever writes to the same workspace's log and makes the
 * others wait until the transaction ends: call it last.
 * @param executor the transaction of the act; the pool, for acts that write nothing else
 */
export async function recordAct<Name extends AuditAction>(
  executor: Executor,
  actor: Actor,
  action: Name,
  subject: AuditSubject<Name>,
): Promise<void> {
  const { workspaceId, account, via, address } = actor;
  const at = new Date();
  const texts = canonical(shortened(subject));
  const act = actText({
    workspace: workspaceId,
    at: at.toISOString(),
    actor: account,
    via,
    address,
    action,
    subject: texts,
  });
  await executor.run({
    name: "record_act",
    text: `with head as (
        insert into core.audit_head as h (workspace, number, hash, anchor, anchor_hash) values ($1, 1, $2, 0, $3)
        on conflict (workspace) do update set number = h.number + 1,
          hash = encode(sha256(convert_to('{"act":' || $4::text || ',"number":' || (h.number + 1) || ',"previous":"' || h.hash || '"}', 'UTF8')), 'hex')
        returning new.number as number, new.hash as hash, coalesce(old.hash, $3) as previous)
      insert into core.audit_entry (workspace, number, at, actor, via, address, action, subject, previous, hash)
      select $1, number, $5, $6, $7, $8, $9, $10, previous, hash from head`,
    values: [
      workspaceId,
      actHash(act, 1, firstPrevious),
      firstPrevious,
      act,
      at,
      account,
      via,
      address,
      action,
      texts,
    ],
  });
}

const shortened = (
  subject: Readonly<Record<string, AuditValue>>,
): Readonly<Record<string, AuditValue>> =>
  Object.fromEntries(
    Object.entries(subject).map(([name, value]) => [
      name,
      typeof value === "string" ? shortText(value) : value,
    ]),
  );

const shortText = (text: string): string =>
  text.length <= auditTextMaximum ? text : `${text.slice(0, auditTextMaximum - 1)}…`;
