/**
 * Passkeys (WebAuthn): a key pair on a device or in a keychain, of which the account keeps the
 * public half. They are found by the device itself, and ask for its PIN, finger or face, so that
 * one is two factors at once. Challenges are good once.
 */
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { type Problem, problem } from "../../metadata/problem.ts";
import type { Passkey } from "../../metadata/wire.ts";
import { type Actor, recordAct } from "../audit/record-act.ts";
import type { Database, Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Account } from "./accounts.ts";
import { isPlainAttestation } from "./passkey-answer.ts";
import { startPasskeyChallenge, takePasskeyChallenge } from "./passkey-challenge.ts";
import { tidyRecoveryCodes } from "./second-factor.ts";
import { Unpermitted } from "./unpermitted.ts";
import { removingWayIn } from "./ways-in.ts";

/** Where passkeys are good: the page's origin, and its host name, which they are bound to. */
export interface PasskeySite {
  readonly origin: string;
  readonly host: string;
}

export const passkeysMaximum = 20;

/** Loaded by the first who uses a passkey: it is a sixth of the modules that a start would load. */
const webAuthn = () => import("@simplewebauthn/server");

const bytesOf = (id: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(id.replaceAll("-", ""), "hex"));
const handleOf = (accountId: string): string =>
  Buffer.from(bytesOf(accountId)).toString("base64url");

export async function registrationOptions(
  database: Database,
  site: PasskeySite,
  workspaceId: string,
  account: Account,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { rows } = await database.run({
    text: "select credential from core.passkey where account = $1",
    values: [account.id],
  });
  const { generateRegistrationOptions } = await webAuthn();
  const options = await generateRegistrationOptions({
    rpName: "Tenon",
    rpID: site.host,
    userName: account.email,
    userDisplayName: account.name,
    userID: bytesOf(account.id),
    attestationType: "none",
    excludeCredentials: rows.map(([credential]) => ({ id: credential ?? "" })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await startPasskeyChallenge(database, options.challenge, {
    purpose: "register",
    workspaceId,
    accountId: account.id,
  });
  return options;
}

/** Keeps a new passkey; its id, or null when the answer is not one to this account's challenge. */
export async function registerPasskey(
  database: Database,
  site: PasskeySite,
  actor: Actor,
  account: Account,
  { response, name }: { readonly response: RegistrationResponseJSON; readonly name: string },
): Promise<string | null> {
  // Certificates of the maker are not asked for, and checking them would make requests.
  if (!(await isPlainAttestation(response))) return null;
  const { verifyRegistrationResponse } = await webAuthn();
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: async (challenge) =>
      (await takePasskeyChallenge(database, challenge, "register", actor.workspaceId)) ===
      account.id,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { credential } = verified.registrationInfo;
  const id = newUuid();
  const isNew = await database.transaction(async (transaction) => {
    const { rowCount } = await transaction.run({
      text: `insert into core.passkey (id, account, credential, public_key, counter, transports, name, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (credential) do nothing`,
      values: [
        id,
        account.id,
        credential.id,
        Buffer.from(credential.publicKey).toString("base64url"),
        credential.counter,
        (credential.transports ?? []).join(","),
        name,
        new Date(),
      ],
    });
    if (rowCount === 1) await recordAct(transaction, actor, "passkey_added", { passkey: id, name });
    return rowCount === 1;
  });
  return isNew ? id : null;
}

/** @param accountId whose second step it is; null: the device says who it is */
export async function signInOptions(
  database: Database,
  site: PasskeySite,
  workspaceId: string,
  accountId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { rows } = await database.run({
    text: "select credential from core.passkey where account = $1",
    values: [accountId],
  });
  const { generateAuthenticationOptions } = await webAuthn();
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    userVerification: "required",
    ...(accountId === null
      ? {}
      : { allowCredentials: rows.map(([credential]) => ({ id: credential ?? "" })) }),
  });
  await startPasskeyChallenge(database, options.challenge, {
    purpose: "sign_in",
    workspaceId,
    accountId,
  });
  return options;
}

/**
 * The account that a passkey signs in; null when the answer is not one to a challenge of this
 * workspace, and, for a second step, of that account. Members that are disabled have none.
 */
export async function passkeySignIn(
  database: Database,
  site: PasskeySite,
  workspaceId: string,
  response: AuthenticationResponseJSON,
  secondStepOf: string | null,
): Promise<string | null> {
  const { rows } = await database.run({
    text: `select p.id, p.account, p.public_key, p.counter from core.passkey p
      join core.account a on a.id = p.account join core.membership m on m.account = a.id
      where p.credential = $1 and m.workspace = $2 and not a.disabled and not m.disabled and not m.invited`,
    values: [response.id, workspaceId],
  });
  const [id, account, publicKey, counter] = rows[0] ?? [];
  if (!id || !account || !publicKey) return null;
  if (secondStepOf !== null && secondStepOf !== account) return null;
  const { userHandle } = response.response;
  if (userHandle !== undefined && userHandle !== handleOf(account)) return null;
  const { verifyAuthenticationResponse } = await webAuthn();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: async (challenge) =>
      (await takePasskeyChallenge(database, challenge, "sign_in", workspaceId)) === secondStepOf,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")),
      counter: Number(counter),
    },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { newCounter } = verified.authenticationInfo;
  return (await countUp(database, id, newCounter)) ? account : null;
}

/** A counter that does not grow belongs to a copy; those that never count stay at zero. */
async function countUp(executor: Executor, id: string, counter: number): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "update core.passkey set counter = $2, used_at = $3 where id = $1 and (counter < $2 or (counter = 0 and $2 = 0))",
    values: [id, counter, new Date()],
  });
  return rowCount === 1;
}

export async function readPasskeys(
  executor: Executor,
  accountId: string,
): Promise<readonly Passkey[]> {
  const { rows } = await executor.run({
    text: "select id, name, created_at, used_at from core.passkey where account = $1 order by created_at, id",
    values: [accountId],
  });
  return rows.map(([id, name, createdAt, usedAt]) => ({
    id: id ?? "",
    name: name ?? "",
    created_at: new Date(createdAt ?? 0).toISOString(),
    used_at: usedAt ? new Date(usedAt).toISOString() : null,
  }));
}

/** False when the account has no such passkey. */
export async function renamePasskey(
  executor: Executor,
  accountId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const { rowCount } = await executor.run({
    text: "update core.passkey set name = $3 where id = $2 and account = $1",
    values: [accountId, id, name],
  });
  return rowCount === 1;
}

/**
 * Removes one, and the recovery codes with the last second factor. Null: done.
 * @param issuer of the provider that signs in now
 * @param actor who is named in the audit log
 */
export const removePasskey = (
  database: Database,
  actor: Actor,
  accountId: string,
  id: string,
  issuer: string | null,
): Promise<Problem | null> =>
  removingWayIn(database, accountId, issuer, async (transaction) => {
    const { rows } = await transaction.run({
      text: "delete from core.passkey where id = $2 and account = $1 returning name",
      values: [accountId, id],
    });
    const [removed] = rows;
    if (removed === undefined) throw new Unpermitted(problem("passkey_not_found"));
    await tidyRecoveryCodes(transaction, accountId);
    const about = { passkey: id, name: removed[0] ?? "" };
    await recordAct(transaction, actor, "passkey_removed", about);
  });
