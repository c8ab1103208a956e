import { createSignal } from "solid-js";
import type { Passkey } from "../../metadata/wire.ts";
import { text } from "../language/messages.ts";
import { securityText } from "../language/security/messages.ts";
import type { Outcome, RecoveryCodes, SecondFactors } from "../state/second-factors.ts";
import { problemSentence } from "./problem-view.tsx";

export type SecurityTask =
  | { readonly kind: "app" | "remove_app" | "codes" | "passkey" }
  | { readonly kind: "rename" | "remove_passkey"; readonly passkey: Passkey };

interface Begun {
  readonly secret: string;
  readonly uri: string;
}

export interface SecurityTaskProps {
  readonly task: SecurityTask;
  readonly factors: SecondFactors;
  readonly hasPassword: boolean;
  readonly onClose: () => void;
}

const titles = {
  app: "app_set_up",
  remove_app: "app_remove",
  codes: "codes_new",
  passkey: "passkey_add",
} as const;

/** What a task is called. */
export function taskTitle(task: SecurityTask): string {
  if (!("passkey" in task)) return securityText(titles[task.kind]);
  const { name } = task.passkey;
  return securityText(task.kind === "rename" ? "passkey_rename" : "passkey_remove", { name });
}

/** What is typed for a task, and doing it, in one step or two. */
export function createSecurityTask(props: SecurityTaskProps) {
  const [password, setPassword] = createSignal("");
  const [code, setCode] = createSignal("");
  const [name, setName] = createSignal("passkey" in props.task ? props.task.passkey.name : "");
  const [begun, setBegun] = createSignal<Begun>();
  const [codes, setCodes] = createSignal<readonly string[]>();
  const [refusal, setRefusal] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const { kind } = props.task;
  const asksPassword = () => props.hasPassword && kind !== "rename" && !begun();
  const asksCode = () => kind === "remove_app" || kind === "codes" || begun() !== undefined;
  const asksName = () => kind === "passkey" || kind === "rename";

  const act = (): Promise<Outcome<(RecoveryCodes & Partial<Begun>) | null>> => {
    const { send, addPasskey } = props.factors;
    const proof = props.hasPassword ? { password: password() } : {};
    const id = "passkey" in props.task ? props.task.passkey.id : "";
    switch (kind) {
      case "app":
        return begun()
          ? send("POST", "/account/totp/confirm", { code: code() })
          : send("POST", "/account/totp", proof);
      case "remove_app":
        return send("DELETE", "/account/totp", { ...proof, code: code() });
      case "codes":
        return send("POST", "/account/recovery-codes", { ...proof, code: code() });
      case "passkey":
        return addPasskey(name(), password());
      case "rename":
        return send("PATCH", `/account/passkeys/${id}`, { name: name() });
      case "remove_passkey":
        return send("DELETE", `/account/passkeys/${id}`, proof);
    }
  };
  const submit = async () => {
    setBusy(true);
    setRefusal(undefined);
    const outcome = await act();
    setBusy(false);
    if (!outcome.ok) {
      setRefusal(
        outcome.problem === null
          ? securityText("passkey_failed")
          : problemSentence(outcome.problem),
      );
      return;
    }
    const { secret, uri, recovery_codes } = outcome.value ?? {};
    if (secret !== undefined && uri !== undefined) setBegun({ secret, uri });
    else if (recovery_codes !== undefined) setCodes(recovery_codes);
    else props.onClose();
  };
  return {
    kind,
    props,
    fields: { password, setPassword, code, setCode, name, setName },
    asks: { password: asksPassword, code: asksCode, name: asksName },
    begun,
    codes,
    refusal,
    busy,
    submit,
  };
}

export type SecurityWork = ReturnType<typeof createSecurityTask>;

/** What happens, before it does. */
export function taskText({ kind, begun }: SecurityWork): string {
  if (begun()) return securityText("scan");
  if (kind === "remove_app") return securityText("app_remove_text");
  if (kind === "codes") return securityText("codes_new_text");
  if (kind === "remove_passkey") return securityText("passkey_remove_text");
  return securityText(kind === "passkey" ? "passkeys_text" : "app_text");
}

export function taskAction({ kind, begun }: SecurityWork): string {
  if (begun()) return securityText("turn_on");
  if (kind === "rename") return text("save");
  return securityText(kind.startsWith("remove") ? "remove" : "go_on");
}
