/**
 * Schema `core`: what belongs to no single workspace's data. Applied in numbered steps, each in
 * one transaction; a database newer than the engine is refused.
 */
import type { Database } from "./database.ts";

const steps: readonly (readonly string[])[] = [
  [
    "create table core.workspace (id uuid primary key, name text not null, schema text not null, version integer not null default 0, created_at timestamptz not null)",
    "create unique index workspace_name on core.workspace (name)",
    "create table core.account (id uuid primary key, email text not null, name text not null, password text not null, disabled boolean not null default false, created_at timestamptz not null)",
    "create unique index account_email on core.account (lower(email))",
    "create table core.membership (id uuid primary key, workspace uuid not null, account uuid not null, role text not null, created_at timestamptz not null)",
    "create unique index membership_pair on core.membership (workspace, account)",
    "create table core.session (id uuid primary key, digest text not null, workspace uuid not null, account uuid not null, created_at timestamptz not null, used_at timestamptz not null)",
    "create unique index session_digest on core.session (digest)",
    "create table core.token (id uuid primary key, digest text not null, workspace uuid not null, account uuid not null, created_at timestamptz not null)",
    "create unique index token_digest on core.token (digest)",
    "create table core.sign_in_attempt (id uuid primary key, subject text not null, at timestamptz not null)",
    "create index sign_in_attempt_subject on core.sign_in_attempt (subject, at)",
    "create table core.document (id uuid primary key, workspace uuid not null, digest text not null, kind text not null, name text not null, content text not null)",
    "create unique index document_digest on core.document (workspace, digest)",
    "create table core.version (id uuid primary key, workspace uuid not null, number integer not null, message text not null, author text not null, published_at timestamptz not null, changes text not null, manifest text not null)",
    "create unique index version_number on core.version (workspace, number)",
    "create table core.draft (id uuid primary key, workspace uuid not null, kind text not null, name text not null, content text, etag text not null, changed_by uuid, changed_at timestamptz not null)",
    "create unique index draft_name on core.draft (workspace, kind, name)",
  ],
  [
    "create table core.removed (id uuid primary key, workspace uuid not null, kind text not null, subject text not null, version integer not null, document text not null, removed_at timestamptz not null, removed_by text not null)",
    "create unique index removed_subject on core.removed (workspace, kind, subject, version)",
  ],
  [
    "create table core.preparation (workspace uuid primary key, digest text not null, owner uuid not null, started_at timestamptz not null, beat_at timestamptz not null, state text not null)",
  ],
  [
    // Who is invited, comes in by another way or is a program has no password.
    "alter table core.account alter column password drop not null",
    "alter table core.account add column kind text not null default 'person', add column language text",
    "alter table core.membership add column invited boolean not null default false, add column disabled boolean not null default false, add column signed_in_at timestamptz",
    "create index membership_account on core.membership (account)",
    "alter table core.session add column agent text not null default '', add column address text not null default ''",
    "create index session_account on core.session (account)",
    "alter table core.token add column name text not null default '', add column scope text not null default 'all', add column expires_at timestamptz, add column used_at timestamptz",
    "create index token_account on core.token (account)",
    "create table core.link (id uuid primary key, digest text not null, kind text not null, workspace uuid not null, account uuid not null, created_at timestamptz not null, expires_at timestamptz not null)",
    "create unique index link_digest on core.link (digest)",
    "create index link_account on core.link (account, kind)",
    "create table core.mail (id uuid primary key, workspace uuid not null, kind text not null, recipient text not null, language text not null, sender text not null, created_at timestamptz not null, due_at timestamptz, tried_at timestamptz, attempts integer not null default 0)",
    "create index mail_due on core.mail (due_at) where due_at is not null",
    "create index mail_recipient on core.mail (recipient, created_at)",
  ],
  [
    // Second factors, passkeys and sign-in by a provider.
    "create table core.totp (id uuid primary key, account uuid not null, sealed text not null, last_step bigint not null default 0, confirmed_at timestamptz, created_at timestamptz not null)",
    "create unique index totp_account on core.totp (account)",
    "create table core.recovery_code (id uuid primary key, account uuid not null, digest text not null, created_at timestamptz not null)",
    "create unique index recovery_code_digest on core.recovery_code (account, digest)",
    "create table core.sign_in_challenge (id uuid primary key, digest text not null, workspace uuid not null, account uuid not null, tries integer not null, expires_at timestamptz not null)",
    "create unique index sign_in_challenge_digest on core.sign_in_challenge (digest)",
    "create table core.passkey (id uuid primary key, account uuid not null, credential text not null, public_key text not null, counter bigint not null, transports text not null, name text not null, created_at timestamptz not null, used_at timestamptz)",
    "create unique index passkey_credential on core.passkey (credential)",
    "create index passkey_account on core.passkey (account)",
    "create table core.passkey_challenge (id uuid primary key, digest text not null, purpose text not null, workspace uuid not null, account uuid, expires_at timestamptz not null)",
    "create unique index passkey_challenge_digest on core.passkey_challenge (digest)",
    "create table core.identity (id uuid primary key, issuer text not null, subject text not null, account uuid not null, created_at timestamptz not null)",
    "create unique index identity_subject on core.identity (issuer, subject)",
    "create unique index identity_account on core.identity (account, issuer)",
    "create table core.used_state (id uuid primary key, digest text not null, at timestamptz not null)",
    "create unique index used_state_digest on core.used_state (digest)",
  ],
  [
    "alter table core.session add column viewing uuid, add column viewing_until timestamptz, add constraint session_viewing check ((viewing is null) = (viewing_until is null))",
  ],
  [
    // The audit log: a chain per workspace, its last entry, and the last one that was let go.
    "create table core.audit_entry (workspace uuid not null, number bigint not null, at timestamptz(3) not null, actor uuid, via text not null, address text not null, action text not null, subject text not null, previous text not null, hash text not null, primary key (workspace, number))",
    "create index audit_entry_actor on core.audit_entry (workspace, actor, number)",
    "create index audit_entry_action on core.audit_entry (workspace, action, number)",
    "create table core.audit_head (workspace uuid primary key, number bigint not null, hash text not null, anchor bigint not null, anchor_hash text not null)",
    `create function core.keep_audit_entry() returns trigger language plpgsql as $$ begin
      if tg_op = 'DELETE' and old.number <= (select h.anchor from core.audit_head as h where h.workspace = old.workspace) then return old; end if;
      raise exception 'Entries of the audit log are neither changed nor removed' using errcode = 'insufficient_privilege';
    end $$`,
    `create function core.keep_audit_head() returns trigger language plpgsql as $$ begin
      if tg_op = 'DELETE' and old.number = old.anchor then return old; end if;
      if tg_op = 'UPDATE' and new.workspace = old.workspace and new.number >= old.number and new.anchor >= old.anchor and new.anchor <= new.number then return new; end if;
      raise exception 'The head of the audit log only goes on' using errcode = 'insufficient_privilege';
    end $$`,
    `create function core.keep_audit_log() returns trigger language plpgsql as $$ begin
      raise exception 'The audit log is not emptied' using errcode = 'insufficient_privilege';
    end $$`,
    "create trigger audit_entry_kept before update or delete on core.audit_entry for each row execute function core.keep_audit_entry()",
    "create trigger audit_head_kept before update or delete on core.audit_head for each row execute function core.keep_audit_head()",
    "create trigger audit_entry_never_emptied before truncate on core.audit_entry for each statement execute function core.keep_audit_log()",
    "create trigger audit_head_never_emptied before truncate on core.audit_head for each statement execute function core.keep_audit_log()",
  ],
  [
    // Requests by minute. A crash may forget them.
    "create unlogged table core.rate_count (subject text not null, minute bigint not null, count bigint not null, primary key (subject, minute))",
    "create index rate_count_minute on core.rate_count (minute)",
  ],
  [
    // By which its owner knows an identity, and whether he still uses it.
    "alter table core.identity add column email text not null default '', add column used_at timestamptz",
    "create index used_state_at on core.used_state (at)",
  ],
  [
    // Roles as a list; what an invitation said of somebody who has not come in yet.
    "alter table core.membership add column roles text[] not null default '{}', add column department uuid, add column invited_name text",
    "update core.membership set roles = array_remove(string_to_array(role, ','), '')",
    "update core.membership as m set invited_name = a.name from core.account as a where a.id = m.account and m.invited and a.password is null",
    "alter table core.membership drop column role",
    "alter table core.membership alter column roles drop default",
  ],
  [
    // What is to be done in the background, and what comes again at times.
    "create table core.job (id uuid primary key, workspace uuid not null, kind text not null, key text not null, priority smallint not null, run_at timestamptz(3) not null, attempt integer not null default 0, last_error text, payload jsonb not null, created_at timestamptz(3) not null) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)",
    "create index job_due on core.job (priority, run_at, id)",
    "create index job_workspace on core.job (workspace, priority, run_at, id)",
    "create index job_key on core.job (workspace, key)",
    "create table core.schedule (id uuid primary key, workspace uuid not null, name text not null, cron text not null, time_zone text not null, catch_up text not null, next_at timestamptz(3))",
    "create unique index schedule_name on core.schedule (workspace, name)",
  ],
  [
    // The working days that a schedule knows, with the calendar as it is published.
    "alter table core.schedule add column working_days json",
  ],
  [
    `create function core.require_version(uuid, integer) returns void language plpgsql as $$ begin
      if not exists (select 1 from core.workspace as w where w.id = $1 and w.version = $2) then
        raise exception 'The workspace has another version' using errcode = 'TN409';
      end if;
    end $$`,
  ],
];

/** Brings `core` to this engine's step. Safe to run from many processes at once. */
export async function prepareCoreSchema(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.run({ text: "select pg_advisory_xact_lock(84721001)", values: [] });
    await transaction.run({ text: "create schema if not exists core", values: [] });
    await transaction.run({
      text: "create table if not exists core.step (number integer primary key, applied_at timestamptz not null)",
      values: [],
    });
    const found = await transaction.run({
      text: "select coalesce(max(number), 0) from core.step",
      values: [],
    });
    const applied = Number(found.rows[0]?.[0]);
    if (applied > steps.length) {
      throw new Error(
        `The database was prepared by a newer engine (step ${applied}, this engine knows ${steps.length}). Install the newer version.`,
      );
    }
    for (let number = applied; number < steps.length; number++) {
      for (const text of steps[number] ?? []) await transaction.run({ text, values: [] });
      await transaction.run({
        text: "insert into core.step (number, applied_at) values ($1, $2)",
        values: [number + 1, new Date()],
      });
    }
  });
}

/** By whom a server is used. */
export interface DatabaseRole {
  readonly name: string;
  /** He may do anything to the server, files and programs of its machine included: more than is needed. */
  readonly isSuperuser: boolean;
}

/** Refuses a server that may lose acknowledged writes or lacks what the engine needs. */
export async function checkServer(database: Database): Promise<DatabaseRole> {
  const result = await database.run({
    text: "select current_setting('server_version_num'), current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'), current_setting('server_encoding'), current_user, current_setting('is_superuser')",
    values: [],
  });
  const [version, fsync, fullPageWrites, synchronousCommit, encoding, name, superuser] =
    result.rows[0] ?? [];
  const mistakes: string[] = [];
  if (Number(version) < 180_000)
    mistakes.push(`PostgreSQL 18 or newer is needed, this is ${version}.`);
  if (fsync !== "on") mistakes.push("fsync is off: acknowledged writes would be lost. Turn it on.");
  if (fullPageWrites !== "on")
    mistakes.push("full_page_writes is off: a crash would damage tables. Turn it on.");
  if (synchronousCommit === "off")
    mistakes.push("synchronous_commit is off: acknowledged writes would be lost. Turn it on.");
  if (encoding !== "UTF8")
    mistakes.push(`The database encoding is ${encoding}; create it with UTF8.`);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return { name: name ?? "", isSuperuser: superuser === "on" };
}
