/**
 * What a person signs in with beside the password: codes of an app, passkeys, recovery codes.
 * They belong to the account, in whatever workspace it signs in.
 */
import { type Problem, problem } from "../../metadata/problem.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { codeAddress, newCodeSecret, stepOfCode } from "./one-time-code.ts";
import {
  dropRecoveryCodes,
  giveRecoveryCodes,
  isRecoveryCode,
  makeRecoveryCodes,
  useRecoveryCode,
} from "./recovery-codes.ts";

export type FactorKind = "totp" | "passkey" | "recovery";

export interface Factors {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

/** True in SQL for an account `a` that has a second factor. */
export const hasFactor =
  "(exists (select 1 from core.totp f where f.account = a.id and f.confirmed_at is not null) or exists (select 1 from core.passkey f where f.account = a.id))";

export async function factorsOf(executor: Executor, accountId: string): Promise<Factors> {
  const { rows } = await executor.run({
    text: `select exists (select 1 from core.totp where account = $1 and confirmed_at is not null),
      (select count(*) from core.passkey where account = $1), (select count(*) from core.recovery_code where account = $1)`,
    values: [accountId],
  });
  const [totp, passkeys, recoveryCodes] = rows[0] ?? [];
  return {
    totp: totp === "t",
    passkeys: Number(passkeys),
    recoveryCodes: Number(recoveryCodes),
  };
}

/** What the second step may be done with; empty for an account without a second factor. */
export const kindsOf = ({ totp, passkeys, recoveryCodes }: Factors): readonly FactorKind[] =>
  !totp && passkeys === 0
    ? []
    : [
        ...(totp ? (["totp"] as const) : []),
        ...(passkeys > 0 ? (["passkey"] as const) : []),
        ...(recoveryCodes > 0 ? (["recovery"] as const) : []),
      ];

const placeOf = (accountId: string) => ({
  workspace: "core",
  object: "account",
  field: "totp",
  record: accountId,
});

/** A secret that counts once a code of it was shown; one that was begun before is forgotten. */
export async function beginTotp(
  database: Database,
  secrets: Secrets,
  account: { readonly id: string; readonly email: string },
): Promise<{ readonly secret: string; readonly uri: string } | Problem> {
  const secret = newCodeSecret();
  const { rowCount } = await database.run({
    text: `insert into core.totp as t (id, account, sealed, created_at) values ($1, $2, $3, $4)
      on conflict (account) do update set sealed = excluded.sealed, created_at = excluded.created_at, last_step = 0
      where t.confirmed_at is null`,
    values: [newUuid(), account.id, secrets.seal(placeOf(account.id), secret), new Date()],
  });
  return rowCount === 0
    ? problem("totp_is_active")
    : { secret, uri: codeAddress(secret, account.email) };
}

/** Makes the secret count, when the code is of it; answers the account's recovery codes. */
export async function confirmTotp(
  database: Database,
  secrets: Secrets,
  accountId: string,
  actor: Actor,
  code: string,
): Promise<readonly string[] | Problem> {
  const found = await totpOf(database, accountId);
  if (found === null) return problem("totp_not_begun");
  if (found.confirmed) return problem("totp_is_active");
  const step = stepIn(secrets, accountId, found.sealed, code);
  if (step === null) return problem("wrong_code", "/code");
  const made = await makeRecoveryCodes(accountId);
  return database.transaction(async (transaction) => {
    const { rowCount } = await transaction.run({
      text: "update core.totp set confirmed_at = $2, last_step = $3 where account = $1 and confirmed_at is null and sealed = $4",
      values: [accountId, new Date(), step, found.sealed],
    });
    if (rowCount === 0) return problem("wrong_code", "/code");
    await giveRecoveryCodes(transaction, accountId, made);
    await recordAct(transaction, actor, "totp_added", {});
    return made.codes;
  });
}

/** Codes of the app count no more. Recovery codes go with the last second factor. */
export async function removeTotp(
  database: Database,
  accountId: string,
  actor: Actor,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.run({
      text: "delete from core.totp where account = $1",
      values: [accountId],
    });
    await tidyRecoveryCodes(transaction, accountId);
    await recordAct(transaction, actor, "totp_removed", {});
  });
}

/** Recovery codes stand in for a second factor, and go with the last one. */
export async function tidyRecoveryCodes(executor: Executor, accountId: string): Promise<void> {
  const factors = await factorsOf(executor, accountId);
  if (kindsOf(factors).length === 0) await dropRecoveryCodes(executor, accountId);
}

/** Takes a code of the app, or a recovery code. Each is good once, whatever comes in parallel. */
export async function useCode(
  executor: Executor,
  secrets: Secrets,
  accountId: string,
  typed: string,
): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, "").toLowerCase();
  if (isRecoveryCode(code)) return useRecoveryCode(executor, accountId, code);
  const found = await totpOf(executor, accountId);
  if (found?.confirmed !== true) return false;
  const step = stepIn(secrets, accountId, found.sealed, code);
  if (step === null) return false;
  const { rowCount } = await executor.run({
    text: "update core.totp set last_step = $2 where account = $1 and confirmed_at is not null and last_step < $2",
    values: [accountId, step],
  });
  return rowCount === 1;
}

/** Seals the secrets of all apps with the key of today; those that do not open are named. */
export async function rotateTotp(
  executor: Executor,
  secrets: Secrets,
): Promise<{
  readonly sealed: number;
  readonly unreadable: readonly ReturnType<typeof placeOf>[];
}> {
  const { rows } = await executor.run({
    text: "select account, sealed from core.totp order by account",
    values: [],
  });
  const unreadable: ReturnType<typeof placeOf>[] = [];
  let count = 0;
  for (const [account, sealed] of rows) {
    if (!account || !sealed || !secrets.isOld(sealed)) continue;
    const place = placeOf(account);
    const secret = secrets.open(place, sealed);
    if (secret === null) unreadable.push(place);
    else {
      const { rowCount } = await executor.run({
        text: "update core.totp set sealed = $3 where account = $1 and sealed = $2",
        values: [account, sealed, secrets.seal(place, secret)],
      });
      count += rowCount;
    }
  }
  return { sealed: count, unreadable };
}

async function totpOf(
  executor: Executor,
  accountId: string,
): Promise<{ readonly sealed: string; readonly confirmed: boolean } | null> {
  const { rows } = await executor.run({
    text: "select sealed, confirmed_at is not null from core.totp where account = $1",
    values: [accountId],
  });
  const [sealed, confirmed] = rows[0] ?? [];
  return sealed ? { sealed, confirmed: confirmed === "t" } : null;
}

function stepIn(secrets: Secrets, accountId: string, sealed: string, code: string): number | null {
  const secret = secrets.open(placeOf(accountId), sealed);
  return secret === null || !/^\d{6}$/.test(code) ? null : stepOfCode(secret, code, new Date());
}
