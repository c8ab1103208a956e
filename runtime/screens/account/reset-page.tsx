import { createSignal, Show } from "solid-js";
import { PasswordField } from "../../blocks/password-field.tsx";
import { SmallForm } from "../../blocks/small-form.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/message.tsx";
import { leaveLink, linkToken } from "./link-token.ts";
import { PublicCard } from "./public-card.tsx";

/** `/{workspace}/reset#…`: a new password by a link. */
export function ResetPage() {
  const { client, workspace } = useApplication();
  const [password, setPassword] = createSignal("");
  const [done, setDone] = createSignal(false);
  const sending = createSmallForm({
    inputs: ["password"],
    needed: () => ({ password: password() }),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const answer = await client.request("POST", "/auth/password-reset/confirm", {
        body: { token: linkToken(), password: password() },
      });
      if (!answer.ok) return answer.problem;
      setDone(true);
      return null;
    },
  });
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
          <SmallForm form={sending} class="sign-in-form">
            <PasswordField
              label={accountText("new_password")}
              name="password"
              autocomplete="new-password"
              hint={accountText("password_hint")}
              error={sending.at("password")}
              value={password()}
              onInput={setPassword}
            />
            <Button type="submit" variant="primary" busy={sending.busy()}>
              {accountText("save")}
            </Button>
          </SmallForm>
        </Show>
      </Show>
    </PublicCard>
  );
}
