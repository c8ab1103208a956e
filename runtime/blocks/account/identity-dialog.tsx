import { createSignal, Show } from "solid-js";
import type { SecondFactorState } from "../../../metadata/account-wire.ts";
import type { ProviderStep } from "../../../metadata/wire.ts";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Refusal } from "../../ui/message.tsx";
import { PasswordField } from "../password-field.tsx";
import { providerSentence } from "../provider-sentence.ts";
import "./account-blocks.css";

export type IdentityTask =
  | { readonly kind: "link"; readonly provider: string }
  | { readonly kind: "unlink"; readonly provider: string; readonly id: string };

/** The password again, before the provider is linked or unlinked. */
export function IdentityDialog(props: {
  readonly task: IdentityTask;
  /** Called with true when something has changed. */
  readonly onClose: (changed: boolean) => void;
}) {
  const { client } = useApplication();
  const { task } = props;
  const linking = task.kind === "link";
  const factors = createAnswer(
    () => "/account/second-factor",
    (path) => client.request<SecondFactorState>("GET", path),
  );
  // Asked for until it is known that there is none.
  const asksPassword = () => factors.body()?.has_password !== false;
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string>();
  const words = { provider: task.provider };
  const submit = async () => {
    if (busy()) return;
    setBusy(true);
    setRefusal(undefined);
    const body = asksPassword() ? { password: password() } : {};
    const answer =
      task.kind === "link"
        ? await client.request<ProviderStep>("POST", "/account/identities/begin", { body })
        : await client.request<null>("DELETE", `/account/identities/${task.id}`, { body });
    if (answer.ok && answer.body !== null) return location.assign(answer.body.address);
    setBusy(false);
    if (answer.ok) props.onClose(true);
    else setRefusal(providerSentence(answer.problem));
  };
  return (
    <Dialog
      open
      keepOnBackdrop
      title={accountText(linking ? "link_identity" : "unlink_of", words)}
      closeLabel={accountText("close")}
      onClose={() => props.onClose(false)}
      footer={
        <>
          <Button onClick={() => props.onClose(false)}>{accountText("cancel")}</Button>
          <Button
            type="submit"
            form="identity-form"
            variant={linking ? "primary" : "danger"}
            busy={busy()}
          >
            {accountText(linking ? "go_on" : "unlink")}
          </Button>
        </>
      }
    >
      <form
        id="identity-form"
        class="identity-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Refusal sentence={refusal()} />
        <p>{accountText(linking ? "link_identity_text" : "unlink_text", words)}</p>
        <Show when={asksPassword()} fallback={<p class="muted">{accountText("renew_sign_in")}</p>}>
          <PasswordField
            label={accountText("current_password")}
            name="confirm_password"
            autocomplete="current-password"
            value={password()}
            onInput={setPassword}
          />
        </Show>
      </form>
    </Dialog>
  );
}
