import { createSignal, Show } from "solid-js";
import { SmallForm } from "../../blocks/small-form.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/message.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { PublicCard } from "./public-card.tsx";

/** `/{workspace}/forgot`: asks for a mail with a link to a new password. */
export function ForgotPage() {
  const { client } = useApplication();
  const [email, setEmail] = createSignal("");
  const [sent, setSent] = createSignal(false);
  const sending = createSmallForm({
    inputs: ["email"],
    needed: () => ({ email: email().trim() }),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const answer = await client.request("POST", "/auth/password-reset", {
        body: { email: email().trim() },
      });
      if (!answer.ok) return answer.problem;
      setSent(true);
      return null;
    },
  });
  return (
    <PublicCard
      title={accountText("forgot_title")}
      hint={sent() ? undefined : accountText("forgot_hint")}
    >
      <Show
        when={!sent()}
        fallback={
          <Notice kind="info" alert>
            {accountText("forgot_sent")}
          </Notice>
        }
      >
        <SmallForm form={sending} class="sign-in-form">
          <Field label={accountText("email")} error={sending.at("email")}>
            {(link) => (
              <TextInput
                {...link}
                type="email"
                name="email"
                autocomplete="username"
                inputmode="email"
                autofocus
                spellcheck={false}
                value={email()}
                onInput={setEmail}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" busy={sending.busy()}>
            {accountText("forgot_send")}
          </Button>
        </SmallForm>
      </Show>
    </PublicCard>
  );
}
