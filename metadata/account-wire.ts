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

/** `GET /account/identities`: accounts of the provider that sign the caller in. */
export interface IdentityList {
  readonly data: readonly IdentityEntry[];
  /** Name of the provider that can be linked; null: there is none. */
  readonly available: string | null;
}

export interface IdentityEntry {
  readonly id: string;
  /** Name of the provider. */
  readonly provider: string;
  /** Of the provider that signs in now, not of a former one. */
  readonly current: boolean;
  /** As the provider told it last; empty: never. */
  readonly email: string;
  readonly created_at: string;
  readonly used_at: string | null;
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

/** One member of a workspace, as administrators see him. */
export interface UserEntry {
  readonly id: string;
  readonly kind: "person" | "service";
  readonly name: string;
  /** Null for service accounts. */
  readonly email: string | null;
  readonly roles: readonly string[];
  /** Of somebody who is invited: the one that he is to join. */
  readonly department: { readonly id: string; readonly name: string } | null;
  readonly state: "invited" | "active" | "disabled";
  readonly created_at: string;
  readonly last_sign_in: string | null;
  readonly second_factor: boolean;
}

/** `GET /users?search=&limit=&after=`, by name. */
export interface UserPage {
  readonly data: readonly UserEntry[];
  /** `after` of the next page; null at the end. */
  readonly next: string | null;
  /** The roles that may be given. */
  readonly roles: readonly string[];
  /** The departments whose people the caller looks after; null: everybody. */
  readonly departments: readonly { readonly id: string; readonly name: string }[] | null;
}

/** The answer of `POST /users/invite` and `POST /users/{id}/reset-link`. */
export interface SentLink {
  readonly user: UserEntry;
  /** Whether it is on its way by mail. */
  readonly mailed: boolean;
  /** To hand over, where no mail can be sent: shown once. A path where no public address is set. */
  readonly link: string | null;
  readonly expires_at: string | null;
}

/** `POST /auth/invitations/check`: what the holder of an invitation sees. */
export interface OpenInvitation {
  readonly email: string;
  readonly name: string;
  /** There is an account with this address: its password is asked for, not a new one. */
  readonly has_account: boolean;
}

/** `GET /account/second-factor` */
export interface SecondFactorState {
  /** An authenticator app is set up. */
  readonly totp: boolean;
  /** Recovery codes that are left. */
  readonly recovery_codes: number;
  /** Without one, changes to second factors take a recent sign-in instead. */
  readonly has_password: boolean;
}
