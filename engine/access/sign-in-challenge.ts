/**
 * Between the two steps of signing in: whoever knew the password holds a random challenge, of
 * which the database knows the digest. It is good for one workspace and account, for minutes and
 * few tries, and opens nothing but the second step.
 */
import { randomBytes } from "node:crypto";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { digestOf } from "./credentials.ts";

export const challengeMinutes = 5;
export const challengeTries = 5;

export async function startChallenge(
  executor: Executor,
  workspaceId: string,
  accountId: string,
): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  const now = Date.now();
  await executor.run({
    text: "delete from core.sign_in_challenge where expires_at <= $1",
    values: [new Date(now)],
  });
  await executor.run({
    text: "insert into core.sign_in_challenge (id, digest, workspace, account, tries, expires_at) values ($1, $2, $3, $4, 0, $5)",
    values: [
      newUuid(),
      digestOf(challenge),
      workspaceId,
      accountId,
      new Date(now + challengeMinutes * 60_000),
    ],
  });
  return challenge;
}

/** Counts a try, before anything is looked at; null when there is none left. */
export async function tryChallenge(
  executor: Executor,
  workspaceId: string,
  challenge: string,
): Promise<string | null> {
  const { rows } = await executor.run({
    text: `update core.sign_in_challenge set tries = tries + 1
      where digest = $1 and workspace = $2 and expires_at > $3 and tries < $4 returning account`,
    values: [digestOf(challenge), workspaceId, new Date(), challengeTries],
  });
  return rows[0]?.[0] ?? null;
}

/** Whose second step it is, without counting a try. */
export async function accountOfChallenge(
  executor: Executor,
  workspaceId: string,
  challenge: string,
): Promise<string | null> {
  const { rows } = await executor.run({
    text: "select account from core.sign_in_challenge where digest = $1 and workspace = $2 and expires_at > $3 and tries < $4",
    values: [digestOf(challenge), workspaceId, new Date(), challengeTries],
  });
  return rows[0]?.[0] ?? null;
}

/** True for the one that ends it. */
export async function endChallenge(executor: Executor, challenge: string): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "delete from core.sign_in_challenge where digest = $1",
    values: [digestOf(challenge)],
  });
  return rowCount === 1;
}
