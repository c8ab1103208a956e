/** Accounts of people in tests. */
import { addAccount, findAccount } from "../../engine/access/accounts.ts";
import { hashPassword } from "../../engine/access/password.ts";
import type { Executor } from "../../engine/db/database.ts";

const hashes = new Map<string, Promise<string>>();

/** Hashing is dear, as it should be: a password that many have is hashed once. */
function hashedOnce(password: string): Promise<string> {
  const hashed = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hashed);
  return hashed;
}

/** The id of the account with this address, made when there is none. */
export async function accountWith(
  executor: Executor,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<string> {
  const name = email.split("@")[0] ?? email;
  const made = await addAccount(executor, { email, name, password: await hashedOnce(password) });
  const id = made ?? (await findAccount(executor, email))?.id;
  if (id === undefined) throw new Error(`The account ${email} vanished`);
  return id;
}
