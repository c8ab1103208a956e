/**
 * Codes to keep on paper, each good for one sign-in without the phone or the passkey. They are kept
 * like passwords, so that whoever has the database cannot try them all; those of one account under
 * one salt, so that a code that is tried is hashed once.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { hashPassword } from "./password.ts";

export const recoveryCodesGiven = 10;
/** 80 random bits each. */
const characters = 16;
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const form = /^[a-z2-7]{16}$/;

const newCode = (): string =>
  Array.from(randomBytes(characters), (byte) => alphabet[byte % alphabet.length]).join("");

/** What is hashed: it is all that engines before this one kept. */
const digestOf = (accountId: string, code: string): string =>
  createHash("sha256").update(`${accountId} ${code}`).digest("hex");

const isHashed = (kept: string): boolean => kept.startsWith("argon2id$");

export const isRecoveryCode = (code: string): boolean => form.test(code);

export interface RecoveryCodes {
  /** In groups of four for reading: shown once. */
  readonly codes: readonly string[];
  readonly kept: readonly string[];
}

/** Made ahead of the transaction that gives them: hashing takes its time. */
export async function makeRecoveryCodes(accountId: string): Promise<RecoveryCodes> {
  const codes = Array.from({ length: recoveryCodesGiven }, newCode);
  const kept = await hashed(codes.map((code) => digestOf(accountId, code)));
  return { codes: codes.map((code) => code.replace(/.{4}(?=.)/g, "$&-")), kept };
}

/** All under the salt of the first. */
async function hashed(digests: readonly string[]): Promise<readonly string[]> {
  const [first, ...others] = digests;
  if (first === undefined) return [];
  const like = await hashPassword(first);
  return [like, ...(await Promise.all(others.map((digest) => hashPassword(digest, like))))];
}

/** These codes in the place of all former ones. */
export async function giveRecoveryCodes(
  executor: Executor,
  accountId: string,
  { kept }: RecoveryCodes,
): Promise<void> {
  await dropRecoveryCodes(executor, accountId);
  await executor.run({
    text: "insert into core.recovery_code (id, account, digest, created_at) select unnest($1::uuid[]), $2, unnest($3::text[]), $4",
    values: [kept.map(() => newUuid()), accountId, kept, new Date()],
  });
}

/** True when the code was there, which is once. */
export async function useRecoveryCode(
  executor: Executor,
  accountId: string,
  code: string,
): Promise<boolean> {
  const digest = digestOf(accountId, code);
  if (await takeAway(executor, accountId, digest)) return true;
  const { rows } = await executor.run({
    text: "select digest from core.recovery_code where account = $1 order by digest",
    values: [accountId],
  });
  let salt = "";
  for (const [kept] of rows) {
    if (!kept || !isHashed(kept) || saltOf(kept) === salt) continue;
    salt = saltOf(kept);
    if (await takeAway(executor, accountId, await hashPassword(digest, kept))) return true;
  }
  return false;
}

const saltOf = (kept: string): string => kept.slice(0, kept.lastIndexOf("$"));

async function takeAway(executor: Executor, accountId: string, kept: string): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "delete from core.recovery_code where account = $1 and digest = $2",
    values: [accountId, kept],
  });
  return rowCount === 1;
}

export async function dropRecoveryCodes(executor: Executor, accountId: string): Promise<void> {
  await executor.run({
    text: "delete from core.recovery_code where account = $1",
    values: [accountId],
  });
}

/** Hashes what engines before this one kept as plain digests; the codes stay good. */
export async function hashOldCodes(database: Database): Promise<void> {
  const { rows } = await database.run({
    text: "select account, array_to_string(array_agg(digest), ' ') from core.recovery_code where digest not like 'argon2id$%' group by account",
    values: [],
  });
  for (const [account, digests] of rows) {
    const old = String(digests).split(" ");
    const kept = await hashed(old);
    await database.run({
      text: "update core.recovery_code c set digest = n.kept from (select unnest($2::text[]) as old, unnest($3::text[]) as kept) n where c.account = $1 and c.digest = n.old",
      values: [account, old, kept],
    });
  }
}
