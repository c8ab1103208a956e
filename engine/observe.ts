/**
 * Everything the engine tells about itself. Code only states events; the log and the metrics are
 * interpretations of them.
 */
export type ObservableEvent =
  | { readonly kind: "server_started"; readonly address: string; readonly milliseconds: number }
  | { readonly kind: "server_stopping"; readonly reason: string }
  | { readonly kind: "server_stopped" }
  | {
      readonly kind: "request_finished";
      readonly requestId: string;
      readonly method: string;
      readonly route: string;
      readonly workspace: string;
      readonly status: number;
      readonly milliseconds: number;
    }
  | { readonly kind: "request_failed"; readonly requestId: string; readonly error: unknown }
  | {
      readonly kind: "catalog_loaded";
      readonly workspace: string;
      readonly version: number;
      readonly objects: number;
    }
  | {
      readonly kind: "published";
      readonly workspace: string;
      readonly version: number;
      readonly changes: number;
      readonly milliseconds: number;
    }
  | { readonly kind: "signed_in"; readonly workspace: string; readonly account: string }
  | {
      /** A secret would not open. */
      readonly kind: "secret_not_readable";
      readonly requestId: string;
      readonly workspace: string;
      readonly account: string;
      readonly object: string;
      readonly field: string;
      /** The record or the row. */
      readonly record: string;
    }
  | {
      readonly kind: "viewing_begun" | "viewing_ended";
      readonly requestId: string;
      readonly workspace: string;
      /** Who looks, and as whom. */
      readonly by: string;
      readonly account: string;
    }
  | { readonly kind: "sign_in_refused"; readonly workspace: string }
  | {
      /** An administrator changed a member; `what` names the call. */
      readonly kind: "member_changed";
      readonly requestId: string;
      readonly workspace: string;
      readonly by: string;
      readonly what: string;
      readonly account: string;
    }
  | { readonly kind: "mail_sent"; readonly mail: string; readonly what: string }
  | {
      readonly kind: "mail_failed";
      readonly mail: string;
      readonly what: string;
      /** It will be tried again. */
      readonly goesOn: boolean;
      readonly reason: string;
    }
  | {
      readonly kind: "second_factor_changed";
      readonly requestId: string;
      readonly workspace: string;
      readonly account: string;
      /** `totp_added`, `passkey_removed` … */
      readonly change: string;
    }
  | { readonly kind: "change_streams"; readonly open: number }
  | { readonly kind: "endpoint_paused"; readonly workspace: string; readonly endpoint: string }
  | {
      /** `again`: it is not over yet · `failed`: it will be tried again. */
      readonly kind: "job_finished";
      readonly what: string;
      readonly outcome: "done" | "again" | "failed";
      readonly milliseconds: number;
      readonly reason?: string;
    }
  | {
      /** Jobs that are due, and for how long the first of them has been. */
      readonly kind: "jobs_waiting";
      readonly due: number;
      readonly seconds: number;
    }
  | {
      /** An account can be entered by an account of the provider, or no more. */
      readonly kind: "identity_changed";
      readonly requestId: string;
      readonly workspace: string;
      readonly account: string;
      readonly change: "linked" | "linked_by_email" | "account_made" | "removed";
    }
  | {
      /** The provider of sign-ins cannot be reached, or what it says is not to be trusted. */
      readonly kind: "provider_failed";
      readonly requestId: string;
      readonly reason: string;
    }
  | {
      /** The role of DATABASE_URL may do more to the database server than the engine needs. */
      readonly kind: "database_superuser";
      readonly role: string;
    }
  | { readonly kind: "database_lost" }
  | { readonly kind: "background_failed"; readonly what: string; readonly error: unknown };

export type Observe = (event: ObservableEvent) => void;

/** Hands each event to every interpreter. */
export const observeWith =
  (...interpreters: readonly Observe[]): Observe =>
  (event) => {
    for (const interpret of interpreters) interpret(event);
  };
