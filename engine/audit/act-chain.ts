/** How entries of the audit log hang together: what is hashed, and what the first one hangs on. */
import { createHash } from "node:crypto";
import type { AuditValue } from "../../metadata/audit-actions.ts";

/** An entry without its place in the chain. */
export interface Act {
  readonly workspace: string;
  /** RFC 3339 in milliseconds. */
  readonly at: string;
  readonly actor: string | null;
  readonly via: string;
  readonly address: string;
  readonly action: string;
  /** Canonical JSON. */
  readonly subject: string;
}

/** Stands where the hash of the entry before the first one would. */
export const firstPrevious = "0".repeat(64);

/** JSON without spaces and with sorted names, of values that know no numbers but whole ones. */
export const canonical = (value: Readonly<Record<string, AuditValue>>): string =>
  JSON.stringify(value, Object.keys(value).toSorted());

/** The act as it is hashed; `record-act.ts` joins the same text in PostgreSQL. */
export const actText = ({ subject, ...act }: Act): string => canonical({ ...act, subject });

export const actHash = (act: string, number: number, previous: string): string =>
  createHash("sha256")
    .update(`{"act":${act},"number":${number},"previous":"${previous}"}`)
    .digest("hex");
