/** The links of digests by which somebody who is not signed in has no more of them. */
import { uuidPattern } from "../db/uuid.ts";
import type { SecretPlace, Secrets } from "../secrets/sealed-text.ts";

const placeIn = (workspace: string): SecretPlace => ({
  workspace,
  object: "digest",
  field: "unsubscribe",
  record: "account",
});

/** It lasts: mails are kept for years, and it does nothing but end mails. */
export const unsubscribeToken = (secrets: Secrets, workspace: string, account: string): string =>
  secrets.seal(placeIn(workspace), account);

/** The account; null when it is no such token of this workspace. */
export function accountOfToken(secrets: Secrets, workspace: string, token: string): string | null {
  const account = secrets.open(placeIn(workspace), token);
  return account !== null && uuidPattern.test(account) ? account : null;
}
