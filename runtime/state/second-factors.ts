/** What the caller's account is protected with, and changing it. */
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { createSignal } from "solid-js";
import type { SecondFactorState } from "../../metadata/account-wire.ts";
import type { PasskeyList, ProblemJson } from "../../metadata/wire.ts";
import type { Client } from "../client/client.ts";
import type { Application } from "./application.ts";

export interface RecoveryCodes {
  readonly recovery_codes?: readonly string[];
}

/** What went wrong: the server's problem, or null when the browser or the person broke it off. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ProblemJson | null };

const brokenOff = { ok: false, problem: null } as const;

export function createSecondFactors({ client, session }: Application) {
  const [state, setState] = createSignal<SecondFactorState>();
  const [passkeys, setPasskeys] = createSignal<PasskeyList>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  const reload = async (): Promise<void> => {
    const [factors, keys] = await Promise.all([
      client.request<SecondFactorState>("GET", "/account/second-factor"),
      client.request<PasskeyList>("GET", "/account/passkeys"),
    ]);
    if (!factors.ok) setFailure(factors.problem);
    else if (!keys.ok) setFailure(keys.problem);
    else {
      setState(factors.body);
      setPasskeys(keys.body);
    }
  };
  const send = async <Value>(
    method: "POST" | "PATCH" | "DELETE",
    path: string,
    body: unknown,
  ): Promise<Outcome<Value>> => {
    const answer = await client.request<Value>(method, path, { body });
    // Protecting an account gives its session another id: what was underway may have thought it over.
    if (answer.ok && session.state().kind === "expired") await session.resume();
    return answer.ok ? { ok: true, value: answer.body } : answer;
  };
  return {
    state,
    passkeys,
    failure,
    reload,
    send,
    addPasskey: async (name: string, password: string): Promise<Outcome<RecoveryCodes>> => {
      const options = await send<PublicKeyCredentialCreationOptionsJSON>(
        "POST",
        "/account/passkeys/options",
        password === "" ? {} : { password },
      );
      if (!options.ok) return options;
      const made = await startRegistration({ optionsJSON: options.value }).catch(() => null);
      if (made === null) return brokenOff;
      return send<RecoveryCodes>("POST", "/account/passkeys", { name, response: made });
    },
  };
}

export type SecondFactors = ReturnType<typeof createSecondFactors>;

/** What a passkey answers to the server; null when the browser or the person broke it off. */
export async function askPasskey(
  client: Client,
  challenge: string | null,
): Promise<Outcome<unknown>> {
  const answer = await client.request<PublicKeyCredentialRequestOptionsJSON>(
    "POST",
    "/auth/passkey/options",
    { body: challenge === null ? {} : { challenge } },
  );
  if (!answer.ok) return answer;
  const used = await startAuthentication({ optionsJSON: answer.body }).catch(() => null);
  return used === null ? brokenOff : { ok: true, value: used };
}
