/** Shapes of the API about accounts: one's own, and those of a workspace's people. */
import type { Locale } from "./text.ts";

/** `GET /account`: who is signed in, as he may change it. */
export interface OwnAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Of mails; null: never chosen. */
  readonly language: Locale | null;
}

/** `GET /account/sessions`, the last used first. */
export interface SessionList {
  readonly data: readonly {
    readonly id: string;
    /** In plain words: "Chrome on Windows". */
    readonly device: string;
    readonly address: string;
    readonly created_at: string;
    /** Exact to a few minutes. */
    readonly last_used_at: string;
    /** The one that asks. */
    readonly current: boolean;
  }[];
}

/** `read`: nothing that could change anything. */
export type TokenScope = "read" | "all";

export interface TokenEntry {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly created_at: string;
  /** Null: none; only tokens made on the command line. */
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

/** `GET /account/tokens` and `GET /users/{id}/tokens`, newest first. */
export interface TokenList {
  readonly data: readonly TokenEntry[];
}

/** The answer to a new token: the only time that it is shown. */
export interface MadeToken extends TokenEntry {
  readonly token: string;
}
