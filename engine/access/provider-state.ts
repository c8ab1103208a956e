/**
 * What is held while somebody is at the provider: sealed into a cookie of his browser, so that only
 * this browser can come back, and whoever begins leaves nothing behind here. It is good once and
 * for minutes.
 */
import { objectOrEmpty } from "../../metadata/json-object.ts";
import type { Executor } from "../db/database.ts";
import { newUuid } from "../db/uuid.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { digestOf, newSecret } from "./credentials.ts";
import type { FlowSecrets } from "./provider.ts";

export const providerMinutes = 10;

export interface BegunFlow extends FlowSecrets {
  /** The account that the provider's is to be linked to; null: somebody signs in. */
  readonly accountId: string | null;
  /** A path of the workspace, where the screens go on. */
  readonly returnTo: string;
}

/** By which the screens tell what somebody comes back from. */
export const linkPrefix = "link.";

export function beginFlow(redirect: string, returnTo: string, accountId: string | null): BegunFlow {
  return {
    redirect,
    returnTo,
    accountId,
    state: `${accountId === null ? "" : linkPrefix}${newSecret()}`,
    nonce: newSecret(),
    verifier: newSecret(),
  };
}

const placeOf = (workspaceId: string) => ({
  workspace: workspaceId,
  object: "account",
  field: "provider",
  record: "flow",
});

export function sealFlow(secrets: Secrets, workspaceId: string, flow: BegunFlow): string {
  const until = Date.now() + providerMinutes * 60_000;
  return secrets.seal(placeOf(workspaceId), JSON.stringify({ ...flow, until }));
}

/** The flow that a browser began with this state; null: none of this browser, or long ago. */
export function openFlow(
  secrets: Secrets,
  workspaceId: string,
  sealed: string,
  state: string,
): BegunFlow | null {
  const clear = secrets.open(placeOf(workspaceId), sealed);
  if (clear === null) return null;
  // Nobody but us can have sealed it.
  const flow = objectOrEmpty(JSON.parse(clear));
  const text = (name: keyof BegunFlow): string => String(flow[name]);
  if (!(Number(flow.until) > Date.now()) || text("state") !== state) return null;
  return {
    redirect: text("redirect"),
    returnTo: text("returnTo"),
    accountId: flow.accountId === null ? null : text("accountId"),
    state,
    nonce: text("nonce"),
    verifier: text("verifier"),
  };
}

/** True for the first who comes with a state. What is older than any flow is forgotten. */
export async function takeState(executor: Executor, state: string): Promise<boolean> {
  const now = Date.now();
  await executor.run({
    text: "delete from core.used_state where at <= $1",
    values: [new Date(now - 2 * providerMinutes * 60_000)],
  });
  const { rowCount } = await executor.run({
    text: "insert into core.used_state (id, digest, at) values ($1, $2, $3) on conflict (digest) do nothing",
    values: [newUuid(), digestOf(state), new Date(now)],
  });
  return rowCount === 1;
}
