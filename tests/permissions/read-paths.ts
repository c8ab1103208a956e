/**
 * Every way by which values of records can leave the server, route by route. A route that is not
 * named here fails `read-paths.test.ts`: whoever adds one says which ways it opens, and the matrix
 * then asks each of them, or why it carries no record data.
 */

/** Each is asked by the matrix, in the file that `matrix/checks.ts` names. */
export const ways = [
  "list",
  "filter",
  "sort",
  "count",
  "behind lookups",
  "record",
  "aggregate",
  "export",
  "history",
  "former revision",
  "restored revision",
  "bin",
  "restored record",
  "removed for good",
  "possible steps",
  "step",
  "shares",
  "revealed secret",
  "file",
  "changes",
  "created record",
  "changed record",
  "upserted record",
  "deleted record",
  "conflict",
  "unique value",
  "import preview",
  "import report",
  "refused rows",
  "undone import",
  "metadata",
  "schema",
  "validator",
  "API description",
  "explanation",
] as const;
export type Way = (typeof ways)[number];

export type ReadPath = { readonly ways: readonly Way[] } | { readonly none: string };

const opens = (...open: readonly Way[]): ReadPath => ({ ways: open });
const none = (reason: string): ReadPath => ({ none: reason });

const own = none("the caller's own account, credentials and sessions");
const strangers = none("open to strangers: accounts and links, no record");
const accounts = none("accounts and what they may do, for who looks after users; no record");
const designing = none(
  "for designers, who write roles and so give themselves whatever they lack: the matrix asks that nobody else gets in",
);

const records = "/records/:object";
const record = `${records}/:id`;

/** By method and path below `/{workspace}/api`. */
export const readPaths: Readonly<Record<string, ReadPath>> = {
  [`GET ${records}`]: opens("list", "filter", "sort", "count", "behind lookups"),
  [`POST ${records}`]: opens("created record", "unique value"),
  [`PUT ${records}`]: opens("upserted record"),
  [`GET ${record}`]: opens("record"),
  [`PATCH ${record}`]: opens("changed record", "conflict", "unique value"),
  [`DELETE ${record}`]: opens("deleted record"),
  [`GET ${records}/aggregate`]: opens("aggregate"),
  [`GET ${records}/export`]: opens("export"),
  [`GET ${records}/deleted`]: opens("bin"),
  [`POST ${record}/restore`]: opens("restored record"),
  [`DELETE ${record}/deleted`]: opens("removed for good"),
  [`GET ${record}/history`]: opens("history"),
  [`GET ${record}/history/:revision`]: opens("former revision"),
  [`POST ${record}/history/:revision/restore`]: opens("restored revision"),
  [`GET ${record}/transitions`]: opens("possible steps"),
  [`POST ${record}/transitions/:name`]: opens("step"),
  [`GET ${record}/shares`]: opens("shares"),
  [`POST ${record}/shares`]: opens("shares"),
  [`DELETE ${record}/shares/:share`]: opens("shares"),
  [`POST ${record}/secrets/:field`]: opens("revealed secret"),
  [`GET ${record}/files/:field/:file`]: opens("file"),
  "POST /files": none("answers what was just sent: name, type and size of an upload"),
  "GET /changes": opens("changes"),
  "POST /import/:object": opens("import report"),
  "POST /import/:object/preview": opens("import preview"),
  "GET /jobs/:id": opens("import report", "undone import"),
  "GET /jobs/:id/refused": opens("refused rows"),
  "POST /jobs/:id/cancel": none("the state of the caller's own job"),
  "POST /jobs/:id/undo": opens("undone import"),
  "GET /metadata": opens("metadata"),
  "GET /metadata/version": none("a number that counts publishes"),
  "GET /metadata/objects/:object/schema": opens("schema"),
  "GET /metadata/objects/:object/validator.js": opens("validator"),
  "GET /openapi.json": opens("API description"),
  "GET /access/explain": opens("explanation"),
  "GET /audit": none(
    "who did what when, for auditors; of a record its id, of an export its filter, of no record a value",
  ),

  "GET /metadata/documents": designing,
  "PUT /metadata/drafts/:kind/:name": designing,
  "DELETE /metadata/drafts/:kind/:name": designing,
  "GET /metadata/problems": designing,
  "GET /metadata/plan": designing,
  "GET /metadata/plan/rows": designing,
  "GET /metadata/publish/progress": designing,
  "DELETE /metadata/publish/progress": designing,
  "POST /metadata/publish": designing,
  "GET /metadata/versions": designing,
  "POST /metadata/versions/:version/publish": designing,
  "GET /metadata/removed": designing,
  "DELETE /metadata/removed/:id": designing,
  "GET /metadata/conversions": designing,
  "DELETE /metadata/conversions/:id": designing,
  "DELETE /metadata/conversions/:id/records/:record": designing,
  "POST /metadata/rename": designing,
  "GET /metadata/uses": designing,

  "GET /users": accounts,
  "POST /users": accounts,
  "POST /users/invite": accounts,
  "PATCH /users/:id": accounts,
  "POST /users/:id/end-sessions": accounts,
  "POST /users/:id/reset-link": accounts,
  "GET /users/:id/tokens": accounts,
  "POST /users/:id/tokens": accounts,
  "DELETE /users/:id/tokens/:token": accounts,
  "POST /users/:id/view-as": none("answers nothing; what is seen then is asked in view-as.test.ts"),
  "DELETE /auth/view-as": own,

  "POST /auth/sign-in": strangers,
  "POST /auth/sign-in/second-factor": strangers,
  "POST /auth/sign-in/provider": strangers,
  "POST /auth/sign-in/provider/finish": strangers,
  "GET /auth/methods": strangers,
  "POST /auth/passkey/options": strangers,
  "POST /auth/passkey": strangers,
  "POST /auth/invitations/check": strangers,
  "POST /auth/invitations/accept": strangers,
  "POST /auth/password-reset": strangers,
  "POST /auth/password-reset/confirm": strangers,
  "POST /auth/sign-out": own,
  "GET /auth/me": own,
  "GET /account": own,
  "PATCH /account": own,
  "POST /account/password": own,
  "GET /account/sessions": own,
  "POST /account/sessions/end-others": own,
  "DELETE /account/sessions/:id": own,
  "GET /account/tokens": own,
  "POST /account/tokens": own,
  "DELETE /account/tokens/:token": own,
  "GET /account/second-factor": own,
  "POST /account/totp": own,
  "POST /account/totp/confirm": own,
  "DELETE /account/totp": own,
  "POST /account/recovery-codes": own,
  "GET /account/passkeys": own,
  "POST /account/passkeys/options": own,
  "POST /account/passkeys": own,
  "PATCH /account/passkeys/:id": own,
  "DELETE /account/passkeys/:id": own,
  "GET /account/identities": own,
  "POST /account/identities": own,
  "POST /account/identities/begin": own,
  "DELETE /account/identities/:id": own,
};

/** What the application serves beside the API: by method and path, with the reason. */
export const noReadPaths: Readonly<Record<string, string>> = {
  "GET /-/live": "whether the process lives",
  "GET /-/ready": "whether it can serve",
  "GET /-/metrics": "counts and durations of all workspaces, no values",
  "GET /-/assets/*": "built files, the same for everybody",
  "GET /favicon.ico": "nothing",
  "GET /": "leads on to a workspace",
  "GET /:workspace": "leads on to its screens",
  "GET /:workspace/*": "the screens' page, the same for everybody; they read by the API",
  "GET /:workspace/designer/*": "the designer's page, the same for everybody",
  "ALL /:workspace/api/*": "answers that there is no such address",
};
