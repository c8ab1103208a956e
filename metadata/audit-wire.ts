/** Shapes of the API about the audit log. */
import type { AuditWay } from "./audit-actions.ts";

/** One act in the audit log of a workspace. */
export interface AuditEntry {
  readonly number: number;
  readonly at: string;
  /** Null: nobody who is known, or the server itself. */
  readonly actor: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly via: AuditWay;
  /** Network address; empty on the command line and in the background. */
  readonly address: string;
  /** Of the list of acts; later engines may know more. */
  readonly action: string;
  readonly subject: Readonly<Record<string, unknown>>;
  /** What the entry says, in the caller's language. */
  readonly sentence: string;
  /** SHA-256 over the entry and the hash before it. */
  readonly hash: string;
}

/** `GET /audit?action=&actor=&from=&to=&after=&limit=`, newest first. */
export interface AuditPage {
  readonly data: readonly AuditEntry[];
  /** `after` of the next page; null at the end. */
  readonly next: string | null;
}
