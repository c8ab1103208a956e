/** A new password for who forgot his: asked for by anybody, given by mail to the kept address. */
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import { recordAct } from "../audit/record-act.ts";
import type { Database } from "../db/database.ts";
import { queueMail } from "../mail/outbox.ts";
import type { Mail } from "../mail/sender.ts";
import { admit, linksByAddress } from "./brake.ts";
import { findLink, useLink } from "./links.ts";
import { storePassword } from "./own-password.ts";
import { hashPassword } from "./password.ts";
import { passwordMistake } from "./password-rules.ts";

export const resetsPerAddress = 30;

export interface ResetRequest {
  readonly workspaceId: string;
  readonly email: string;
  /** Of the page that asks, for accounts that have not chosen one. */
  readonly language: Locale;
  /** Network address of the caller. */
  readonly address: string;
}

/**
 * Asks for a mail with a link. What this does, and how long it takes, is the same for every address:
 * whether there is an account is looked up when the mail is sent.
 */
export async function requestReset(
  database: Database,
  mail: Mail,
  { workspaceId, email, language, address }: ResetRequest,
): Promise<void> {
  const counted = { subject: `resets:${address}`, maximum: resetsPerAddress };
  const admission = await admit(database, [counted]);
  if (admission.problem !== null || !mail.configured) return;
  await database.transaction((transaction) =>
    queueMail(transaction, {
      workspaceId,
      kind: "password_reset",
      recipient: email,
      language,
      sender: "",
    }),
  );
  mail.wake();
}

/** Sets the password of the account that a link is for; all its sessions end. Null: done. */
export async function confirmReset(
  database: Database,
  given: {
    readonly workspaceId: string;
    readonly token: string;
    readonly password: string;
    readonly address: string;
  },
): Promise<Problem | null> {
  const admission = await admit(database, [linksByAddress(given.address)]);
  if (admission.problem !== null) return admission.problem;
  const link = await findLink(database, "password_reset", given.workspaceId, given.token);
  if (link === null) return problem("link_not_valid", "/token");
  await admission.forgive();
  const mistake = await passwordMistake(given.password, link, "/password");
  if (mistake !== null) return mistake;
  const hashed = await hashPassword(given.password);
  const used = await database.transaction(async (transaction) => {
    if (!(await useLink(transaction, link))) return false;
    await storePassword(transaction, link.accountId, hashed);
    const { workspaceId, address } = given;
    const actor = { workspaceId, account: link.accountId, via: "sign_in", address } as const;
    await recordAct(transaction, actor, "password_reset", {});
    return true;
  });
  return used ? null : problem("link_not_valid", "/token");
}
