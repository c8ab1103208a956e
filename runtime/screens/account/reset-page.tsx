import { createSignal, Show } from "solid-js";
import { PasswordField } from "../../blocks/password-field.tsx";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createFormRefusal } from "../../state/form-refusal.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/message.tsx";
import { leaveLink, linkToken } from "./link-token.ts";
import { PublicCard } from "./public-card.tsx";

/** `/{workspace}/reset#…`: a new password by a link. */
export function ResetPage() {
  const { client, workspace } = useApplication();
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal(false);
  const refusal = createFormRefusal(["password"]);
  const change = async () => {
    setTried(true);
    if (password() === "") return;
    setBusy(true);
    const answer = await client.request("POST", "/auth/password-reset/confirm", {
      body: { token: linkToken(), password: password() },
    });
    setBusy(false);
    refusal.set(answer.ok ? null : answer.problem);
    if (answer.ok) setDone(true);
  };
  const missing = () =>
    tried() && password() === "" ? accountText("fill_in") : refusal.at("password");
  return (
    <PublicCard
      title={accountText("reset_title")}
      hint={done() ? undefined : accountText("reset_hint")}
    >
      <Show
        when={linkToken() !== ""}
        fallback={<Notice kind="danger">{accountText("link_missing")}</Notice>}
      >
        <Show
          when={!done()}
          fallback={
            <div class="sign-in-form">
              <Notice kind="success" alert>
                {accountText("reset_done")}
              </Notice>
              <Button variant="primary" autofocus onClick={() => leaveLink(workspace)}>
                {accountText("sign_in")}
              </Button>
            </div>
          }
        >
          <form
            class="sign-in-form"
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
            <PasswordField
              label={accountText("new_password")}
              name="password"
              autocomplete="new-password"
              hint={accountText("password_hint")}
              error={missing()}
              value={password()}
              onInput={setPassword}
            />
            <Button type="submit" variant="primary" busy={busy()}>
              {accountText("save")}
            </Button>
          </form>
        </Show>
      </Show>
    </PublicCard>
  );
}
