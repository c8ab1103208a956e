import { createResource, createSignal, Show } from "solid-js";
import type { SecondFactorState } from "../../../metadata/wire.ts";
import { PasswordField } from "../../blocks/password-field.tsx";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createFormRefusal } from "../../state/form-refusal.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

/** A new password, for who has one and knows it. */
export function PasswordPanel() {
  const { client } = useApplication();
  const [factors] = createResource(() =>
    client.request<SecondFactorState>("GET", "/account/second-factor"),
  );
  const without = () => {
    const answer = factors.latest;
    return answer?.ok === true && !answer.body.has_password;
  };
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
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["current_password", "password"]);
  const change = async () => {
    setTried(true);
    if (current() === "" || next() === "") return;
    setBusy(true);
    const answer = await client.request("POST", "/account/password", {
      body: { current_password: current(), password: next() },
    });
    setBusy(false);
    refusal.set(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setCurrent("");
    setNext("");
    setTried(false);
    showToast(accountText("password_changed"));
  };
  const missing = (value: string, field: string) =>
    tried() && value === "" ? accountText("fill_in") : refusal.at(field);
  return (
    <form
      class="account-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <Show when={refusal.rest()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problemSentence(problem())}
          </Notice>
        )}
      </Show>
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
        error={missing(current(), "current_password")}
        value={current()}
        onInput={setCurrent}
      />
      <PasswordField
        label={accountText("new_password")}
        name="new_password"
        autocomplete="new-password"
        hint={accountText("password_hint")}
        error={missing(next(), "password")}
        value={next()}
        onInput={setNext}
      />
      <div class="button-row">
        <Button type="submit" busy={busy()}>
          {accountText("change_password")}
        </Button>
        <span class="muted">{accountText("password_ends_sessions")}</span>
      </div>
    </form>
  );
}
