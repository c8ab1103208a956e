/**
 * Shapes of the HTTP API that the engine and the browser sides meet in.
 * The rules behind them are the public contract; this file is their one spelling in TypeScript.
 */
import type { AdministrationRight } from "./access/role.ts";
import type { DocumentKind } from "./documents/document.ts";
import type { IndexedObject } from "./indexed-object.ts";
import type { JsonSchema } from "./json-object.ts";
import type { FormModel, ViewModel } from "./model/screen-models.ts";
import type { Locale } from "./text.ts";

/** A record as JSON: decimals are strings, lookups are ids unless a path through them was asked for. */
export type RecordJson = { readonly id: string; readonly revision: number } & {
  readonly [field: string]: unknown;
};

/** `GET /records/{object}` */
export interface RecordPage {
  readonly data: readonly RecordJson[];
  readonly next: string | null;
  /** With `count=exact` or `count=capped`; a capped count stops at `countLimit`. */
  readonly count?: number;
}

/** Counting for `count=capped` stops here: a list shows "more than 1,000". */
export const countLimit = 1000;

/**
 * `GET /changes`, event `change`: a record was written. It holds no values; they are read as always.
 * `gone`: what was within reach no longer is, or was deleted.
 */
export type RecordChange =
  | {
      readonly object: string;
      readonly id: string;
      readonly kind: "created" | "changed" | "deleted" | "restored";
      readonly revision: number;
    }
  | { readonly object: string; readonly id: string; readonly kind: "gone" };

/** Event `ready`, the first of a stream. */
export interface ChangesReady {
  readonly objects: readonly string[];
  /** Those of which every record is within reach: all that happens to their records is told. */
  readonly whole: readonly string[];
}

/** Event `reset`: more has changed in these objects than is told one by one. Read them again. */
export interface ChangesReset {
  readonly objects: readonly string[];
}

/** Event `end`, the last of a stream that the server ends. */
export interface ChangesEnd {
  readonly code:
    | "not_signed_in"
    | "second_factor_needed"
    | "rights_changed"
    | "published"
    | "stopping"
    | "unavailable";
}

/** `GET /records/{object}/{id}/transitions`: the steps that lead on from the record's state. */
export interface PossibleTransitions {
  readonly state: string | null;
  /** Nothing of the record changes but by a transition. */
  readonly locked: boolean;
  readonly data: readonly {
    readonly name: string;
    readonly title: string;
    /** The state it leads to. */
    readonly to: string;
    /** Whether its condition holds for the record as it is. */
    readonly possible: boolean;
    /** Fields that it requires and that are empty. */
    readonly missing: readonly string[];
    /** What it takes, when the condition does not hold. */
    readonly message: string | null;
  }[];
}

/** What a write changed, by name of the fields that the caller may read. */
export type ShownChanges = Readonly<Record<string, ShownChange>>;

export type ShownChange =
  | { readonly before: unknown; readonly after: unknown }
  | { readonly rows: readonly ShownRow[]; readonly reordered: boolean };

export type ShownRow =
  | {
      readonly id: string;
      readonly kind: "added" | "removed";
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly id: string; readonly kind: "changed"; readonly changes: ShownChanges };

export interface HistoryItem {
  readonly revision: number;
  readonly kind: string;
  /** Name of the step of the lifecycle, for the kind `transition`. */
  readonly transition?: string;
  readonly at: string;
  readonly by: string | null;
  readonly by_name: string | null;
  readonly cause: string;
  /** Equal in everything that one request or import has changed. */
  readonly causality: string | null;
  /** By name of the fields that exist and that the caller may read. */
  readonly changes: ShownChanges;
}

/** `GET /records/{object}/{id}/history`: newest first. */
export interface HistoryPage {
  readonly data: readonly HistoryItem[];
  /** Where the next page goes on; null at the end. */
  readonly next: string | null;
}

export interface DeletedItem {
  readonly id: string;
  readonly title: string | null;
  readonly deleted_at: string;
  /** When it is removed for good; null: never by itself. */
  readonly kept_until: string | null;
  readonly deleted_by: string | null;
  readonly deleted_by_name: string | null;
  /** The record whose deletion took this one along. */
  readonly deleted_with: { readonly object: string | null; readonly id: string } | null;
  /** How many other records pointed here and let go. */
  readonly let_go: number;
}

/** `GET /records/{object}/deleted`: newest first. */
export interface BinPage {
  readonly data: readonly DeletedItem[];
  readonly next: string | null;
}

/** RFC 9457, the body of every answer that is not a success. */
export interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly {
    readonly path: string;
    readonly code: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly message: string;
    readonly file?: string;
  }[];
  readonly request_id: string;
  /** On 412: what the three sides hold in the fields that collide. */
  readonly conflict?: {
    readonly base: Readonly<Record<string, unknown>>;
    readonly theirs: Readonly<Record<string, unknown>>;
    readonly yours: Readonly<Record<string, unknown>>;
    readonly revision: number;
  };
  /** Of a refused publish: what it would do, with the questions it asks. */
  readonly plan?: PublishPlan;
}

/** `GET /auth/me`, and the answer of `POST /auth/sign-in`. */
export interface SignedIn {
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly workspace: string;
  readonly roles: readonly string[];
  /** The designer and publishing are open to administrators. */
  readonly can_design: boolean;
  readonly administers: readonly AdministrationRight[];
  /** Looks after accounts: of everybody, or of the people of his departments. */
  readonly keeps_users: boolean;
  /** The IANA zone in which expressions take the day and the hour: that of the server. */
  readonly time_zone: string;
  /** Nothing but setting up a second factor is open to this session. */
  readonly second_factor_needed?: boolean;
  /** Whose session it is, while he looks at the workspace as `user` sees it. */
  readonly viewed_by?: { readonly id: string; readonly email: string; readonly name: string };
}

/** `POST /auth/sign-in` of an account with a second factor: no session yet. */
export interface SecondStep {
  /** What the second step may be done with. */
  readonly second_factor: readonly ("totp" | "passkey" | "recovery")[];
  /** Sent with the second step; good for minutes and few tries. */
  readonly challenge: string;
}

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly used_at: string | null;
}

/** `GET /account/passkeys` */
export interface PasskeyList {
  readonly data: readonly Passkey[];
  /** Whether one can be added and used at this address. */
  readonly available: boolean;
}

/** `GET /auth/methods`: ways to sign in beside the password. */
export interface SignInMethods {
  readonly passkey: boolean;
  /** Name of the provider; null: there is none. */
  readonly provider: string | null;
}

/** `POST /auth/sign-in/provider` and `POST /account/identities/begin`: where the browser goes. */
export interface ProviderStep {
  readonly address: string;
}

/** What the answer of `POST /auth/sign-in/provider/finish` holds beside who is signed in, or the second step. */
export interface GoesOn {
  /** A path of the workspace. */
  readonly return_to: string;
}

/** One entry of an app's navigation, titles in the caller's language. */
export interface NavigationGroup {
  readonly title: string;
  readonly items: readonly { readonly object: string; readonly title: string }[];
}

/**
 * `GET /metadata?locale=`: the published catalog, titles in the asked language.
 * `?objects=a,b` sends only those object documents; `?objects=` (empty) sends none.
 */
export interface PublishedMetadata {
  readonly version: number;
  readonly locale: Locale;
  readonly apps: readonly {
    readonly name: string;
    readonly title: string;
    readonly navigation: readonly NavigationGroup[];
  }[];
  /** Whether there are forms that the caller may send (`GET /forms`). */
  readonly start_forms: boolean;
  /** Every object that the caller may read. */
  readonly index: readonly IndexedObject[];
  /** Localised object documents (see `documents/`), with the ids of objects and fields. */
  readonly objects: readonly JsonSchema[];
  /** Views and forms of these objects, in the order in which they are offered. */
  readonly views: readonly ViewModel[];
  readonly forms: readonly FormModel[];
}

/** `GET /metadata/version`: cheap to poll; every API answer carries it as `Tenon-Version` too. */
export interface PublishedVersion {
  readonly version: number;
}

/**
 * `GET /metadata/documents`: what the designer edits: published documents and the draft over them.
 * `?version=3`: the documents as they were published then.
 */
export interface DesignerDocuments {
  readonly version: number;
  readonly documents: readonly {
    readonly kind: DocumentKind;
    readonly name: string;
    /** As published; `null` for a document that exists in the draft only. */
    readonly published: JsonSchema | null;
    /** As drafted; absent when the draft does not touch it, `null` when the draft removes it. */
    readonly draft?: JsonSchema | null;
    /** Entity tag of the draft for `If-Match`. */
    readonly etag: string;
  }[];
}

/** A problem with its sentence, as `PUT /metadata/drafts/…` and the plan report them. */
export interface ReportedProblem {
  readonly file: string;
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** `PUT /metadata/drafts/{kind}/{name}`: a draft is kept even when it has mistakes; they are named. */
export interface DraftSaved {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly etag: string;
  /** The document as stored: with ids for what had none. */
  readonly content: JsonSchema;
  readonly problems: readonly ReportedProblem[];
}

/** `GET /metadata/problems`: everything wrong with the draft as it is saved. */
export interface DraftProblems {
  readonly problems: readonly ReportedProblem[];
}

/** One intended change, in words and in what it takes. */
export interface PlannedChange {
  /** Names the change within its plan: `field_type_changed.customer.level`. */
  readonly id: string;
  /** `object_added`, `field_removed`, … (see `diff/`). */
  readonly kind: string;
  readonly object: string | null;
  readonly field: string | null;
  /** In the caller's language. */
  readonly sentence: string;
  readonly risk: "none" | "attention" | "data_loss";
  readonly statements: readonly string[];
  /**
   * Rows that stand against the change; all of them: `GET /metadata/plan/rows?change={id}` (CSV).
   * They do not block it when an answer has been given, or when it only binds at the next write.
   */
  readonly obstacles: {
    readonly count: number;
    /** Some of the rows, with `title` and `link` to their screen where they have them. */
    readonly samples: readonly RecordJson[];
    readonly blocking: boolean;
  } | null;
  readonly cost: ChangeCost;
  /** Ids of the questions that this change asks. */
  readonly questions: readonly string[];
}

/** What a change takes of its table; estimates from the table's size. */
export interface ChangeCost {
  /** Against whom the table is locked: nobody, writers, or readers too. */
  readonly lock: "none" | "writers" | "all";
  /** About how many rows the table holds. */
  readonly rows: number;
  readonly seconds: number;
  /** Seconds of work beside the table beforehand, which keeps nobody waiting. */
  readonly beside_seconds: number;
  readonly sentence: string;
}

export interface PlanQuestion {
  readonly id: string;
  readonly sentence: string;
  readonly choices: readonly { readonly value: string; readonly title: string }[];
  readonly answer: string | null;
}

/** `GET /metadata/plan` and the body of a refused publish. */
export interface PublishPlan {
  /**
   * Names what is planned. `POST /metadata/publish` with `plan` is refused as `plan_outdated` when
   * version or drafts have changed since.
   */
  readonly id: string;
  /** Version the plan starts from. */
  readonly base: number;
  readonly changes: readonly PlannedChange[];
  readonly questions: readonly PlanQuestion[];
  readonly problems: readonly ReportedProblem[];
  /** True when `POST /metadata/publish` would be carried out as things stand. */
  readonly ready: boolean;
}

/** `GET /metadata/publish/progress`: `{"progress": …}`, null when no work beside large tables is under way. */
export interface PublishProgress {
  readonly rows_done: number;
  readonly rows_total: number;
  readonly started_at: string;
  /** False when the process that did it is gone; publishing again goes on from there. */
  readonly active: boolean;
}

/** `GET /metadata/removed`: what is kept hidden, newest first; `DELETE …/{id}` lets it go for good. */
export interface RemovedThings {
  readonly data: readonly {
    readonly id: string;
    /**
     * `former`: the values of a field from before its type changed · `replaced`: those that were
     * cleared or replaced when their options went
     */
    readonly kind: "object" | "field" | "former" | "replaced";
    /** Stable id of the object or field; what is added again under it comes back with its data. */
    readonly subject: string;
    readonly object: string;
    readonly field: string | null;
    readonly title: string;
    /** The version that took it out. */
    readonly version: number;
    readonly removed_at: string;
    readonly removed_by: string;
  }[];
}

/**
 * `GET /metadata/conversions`: values that did not convert when their field got another type. Give
 * the record a value, or dismiss: `DELETE …/{id}/records/{record}`, or all with `DELETE …/{id}`.
 */
export interface OpenConversions {
  readonly data: readonly {
    readonly id: string;
    readonly object: string;
    readonly field: string;
    /** Names of the field types. */
    readonly before: string;
    readonly after: string;
    readonly version: number;
    readonly count: number;
    /** The first thousand. */
    readonly values: readonly { readonly record: string; readonly value: unknown }[];
  }[];
}

/** `GET /metadata/versions`, newest first. */
export interface VersionList {
  readonly data: readonly {
    readonly version: number;
    readonly message: string;
    readonly author: string;
    readonly published_at: string;
    readonly current: boolean;
    readonly changes: readonly string[];
  }[];
}

/** `POST /import/{object}/preview`: what a file holds, and which fields its columns seem to mean. */
export interface ImportPreview {
  readonly format: "csv" | "xlsx";
  /** Of a CSV file. */
  readonly encoding: string | null;
  readonly separator: string | null;
  readonly sheets: readonly string[];
  /** Rows below the header. */
  readonly total: number;
  readonly columns: readonly { readonly name: string; readonly field: string | null }[];
  /** The first rows, as texts. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * `refused`: nothing was written because of rows that were refused · `failed`: something else stood
 * in the way · `interrupted`: its server went away, nothing was written.
 */
export type ImportJobState =
  | "running"
  | "done"
  | "refused"
  | "failed"
  | "cancelled"
  | "interrupted"
  | "undoing"
  | "undone";

/** `GET /jobs/{id}` */
export interface ImportJob {
  readonly id: string;
  readonly object: string;
  readonly state: ImportJobState;
  readonly dry_run: boolean;
  /** `all`: all rows or none · `valid`: those without problems. */
  readonly mode: "all" | "valid";
  readonly key: string | null;
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly total: number;
  readonly read: number;
  readonly created: number;
  readonly changed: number;
  readonly refused: number;
  /** Rows that scripts left out; their reasons stand among `rows`. */
  readonly skipped: number;
  /** The first problems of rows; `row` is the line of the file, `column` the field. */
  readonly rows: readonly (JobProblem & {
    readonly row: number;
    readonly column: string | null;
  })[];
  /** Why the whole failed. */
  readonly problems: readonly JobProblem[];
  /** What an undo left as it is, and why. */
  readonly not_undone: readonly {
    readonly record: string;
    readonly title: string | null;
    readonly code: string;
    readonly message: string;
  }[];
  readonly undoable: boolean;
}

export interface JobProblem {
  readonly code: string;
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message: string;
}
