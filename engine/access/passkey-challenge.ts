/** What a passkey signs: random, for one purpose, workspace and account, good once and for minutes. */
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import { digestOf } from "./credentials.ts";

export const passkeyMinutes = 5;

export type PasskeyPurpose = "register" | "sign_in";

export async function startPasskeyChallenge(
  executor: Executor,
  challenge: string,
  target: {
    readonly purpose: PasskeyPurpose;
    readonly workspaceId: string;
    /** Null: whoever holds a passkey. */
    readonly accountId: string | null;
  },
): Promise<void> {
  const now = Date.now();
  await executor.run({
    text: "delete from core.passkey_challenge where expires_at <= $1",
    values: [new Date(now)],
  });
  await executor.run({
    text: "insert into core.passkey_challenge (id, digest, purpose, workspace, account, expires_at) values ($1, $2, $3, $4, $5, $6)",
    values: [
      newUuid(),
      digestOf(challenge),
      target.purpose,
      target.workspaceId,
      target.accountId,
      new Date(now + passkeyMinutes * 60_000),
    ],
  });
}

/** The account it was made for, null for anybody's; undefined when there is none. It is then gone. */
export async function takePasskeyChallenge(
  executor: Executor,
  challenge: string,
  purpose: PasskeyPurpose,
  workspaceId: string,
): Promise<string | null | undefined> {
  const { rows } = await executor.run({
    text: "delete from core.passkey_challenge where digest = $1 and purpose = $2 and workspace = $3 and expires_at > $4 returning account",
    values: [digestOf(challenge), purpose, workspaceId, new Date()],
  });
  return rows[0]?.[0];
}
