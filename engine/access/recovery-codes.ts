/** Codes to keep on paper, each good for one sign-in without the phone or the passkey. */
import { createHash, randomBytes } from "node:crypto";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";

export const recoveryCodesGiven = 10;
/** 80 random bits each: what the database knows of them cannot be turned back. */
const characters = 16;
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const form = /^[a-z2-7]{16}$/;

const newCode = (): string =>
  Array.from(randomBytes(characters), (byte) => alphabet[byte % alphabet.length]).join("");

/** Bound to the account, so that equal codes of two people are two digests. */
const digestOf = (accountId: string, code: string): string =>
  createHash("sha256").update(`${accountId} ${code}`).digest("hex");

export const isRecoveryCode = (code: string): boolean => form.test(code);

/** New codes in the place of all former ones, in groups of four for reading. */
export async function giveRecoveryCodes(
  executor: Executor,
  accountId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodesGiven }, newCode);
  await dropRecoveryCodes(executor, accountId);
  await executor.run({
    text: "insert into core.recovery_code (id, account, digest, created_at) select unnest($1::uuid[]), $2, unnest($3::text[]), $4",
    values: [
      codes.map(() => newUuid()),
      accountId,
      codes.map((code) => digestOf(accountId, code)),
      new Date(),
    ],
  });
  return codes.map((code) => code.replace(/.{4}(?=.)/g, "$&-"));
}

/** True when the code was there, which is once. */
export async function useRecoveryCode(
  executor: Executor,
  accountId: string,
  code: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "delete from core.recovery_code where account = $1 and digest = $2",
    values: [accountId, digestOf(accountId, code)],
  });
  return rowCount === 1;
}

export async function dropRecoveryCodes(executor: Executor, accountId: string): Promise<void> {
  await executor.run({
    text: "delete from core.recovery_code where account = $1",
    values: [accountId],
  });
}
