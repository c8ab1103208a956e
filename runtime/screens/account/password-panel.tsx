import { createSignal, Show } from "solid-js";
import type { SecondFactorState } from "../../../metadata/account-wire.ts";
import { PasswordField } from "../../blocks/password-field.tsx";
import { SmallForm } from "../../blocks/small-form.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

/** A new password, for who has one and knows it. */
export function PasswordPanel() {
  const { client } = useApplication();
  const factors = createAnswer(
    () => "/account/second-factor",
    (path) => client.request<SecondFactorState>("GET", path),
  );
  const without = () => factors.body()?.has_password === false;
  return (
    <AccountPanel title={accountText("change_password")}>
      <Show when={without()} fallback={<PasswordForm />}>
        <p class="account-panel-note">{accountText("no_password")}</p>
      </Show>
    </AccountPanel>
  );
}

function PasswordForm() {
  const { client, session } = useApplication();
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const sending = createSmallForm({
    inputs: ["current_password", "password"],
    needed: () => ({ current_password: current(), password: next() }),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const answer = await client.request("POST", "/account/password", {
        body: { current_password: current(), password: next() },
      });
      if (!answer.ok) return answer.problem;
      setCurrent("");
      setNext("");
      showToast(accountText("password_changed"));
      return null;
    },
  });
  return (
    <SmallForm form={sending} class="account-form">
      {/* For password managers, which otherwise do not know whose password it is. */}
      <input
        type="text"
        name="username"
        autocomplete="username"
        value={session.who()?.user.email ?? ""}
        readonly
        hidden
      />
      <PasswordField
        label={accountText("current_password")}
        name="current_password"
        autocomplete="current-password"
        error={sending.at("current_password")}
        value={current()}
        onInput={setCurrent}
      />
      <PasswordField
        label={accountText("new_password")}
        name="new_password"
        autocomplete="new-password"
        hint={accountText("password_hint")}
        error={sending.at("password")}
        value={next()}
        onInput={setNext}
      />
      <div class="button-row">
        <Button type="submit" busy={sending.busy()}>
          {accountText("change_password")}
        </Button>
        <span class="muted">{accountText("password_ends_sessions")}</span>
      </div>
    </SmallForm>
  );
}
