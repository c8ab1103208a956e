/** What the API answers about who may see what. */
import type { ShareAccess } from "./role.ts";

export type ReceiverKind = "person" | "team";

/** A record shared with one person or team. */
export interface RecordShare {
  readonly id: string;
  readonly receiver: {
    readonly kind: ReceiverKind;
    readonly id: string;
    readonly name: string | null;
  };
  readonly access: ShareAccess;
  /** RFC 3339; null: until it is ended. */
  readonly until: string | null;
  readonly by: { readonly id: string; readonly name: string | null };
  readonly at: string;
}

/** `GET /records/{object}/{id}/shares`. */
export interface RecordShares {
  readonly data: readonly RecordShare[];
}

/** `POST /records/{object}/owner`: what became of several records. */
export interface TransferAnswer {
  /** Every record that was asked for, with its revision now. */
  readonly data: readonly { readonly id: string; readonly revision: number }[];
  /** With `from`: there are more, for another request. */
  readonly more: boolean;
}

/** `GET /access/explain`: why somebody may or may not do something. */
export interface AccessAnswer {
  readonly allowed: boolean;
  readonly steps: readonly {
    readonly code: string;
    readonly outcome: "allows" | "denies" | "neutral";
    readonly params: Readonly<Record<string, string>>;
    /** The sentence in the caller's language. */
    readonly message: string;
  }[];
}
