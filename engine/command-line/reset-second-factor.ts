import { findAccount } from "../access/accounts.ts";
import { resetSecondFactor } from "../access/reset-second-factor.ts";
import { type CommandCall, requiredWord } from "./command.ts";

/** `tenon user reset-second-factor EMAIL`: the password alone, or the provider, lets in again. */
export async function resetOfCall(call: CommandCall): Promise<number> {
  const email = requiredWord(call, 1, "EMAIL");
  const { database, config } = await call.services();
  const account = await findAccount(database, email);
  if (account === null) {
    call.complain(`There is no account ${email}.`);
    return 1;
  }
  const removed = await resetSecondFactor(database, account, config.provider?.issuer ?? null);
  if (removed === null || "code" in removed) {
    call.complain(
      removed === null
        ? `${account.email} has no second factor.`
        : `${account.email} comes in by a passkey alone and would be shut out. Nothing was removed.`,
    );
    return 1;
  }
  const { totp, passkeys } = removed;
  call.say(
    `${account.email}: removed ${totp ? "the authenticator app and " : ""}${passkeys} passkeys; all sessions have ended.`,
  );
  call.report({ email: account.email, totp, passkeys });
  return 0;
}
