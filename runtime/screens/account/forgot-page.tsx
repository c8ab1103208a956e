import { createSignal, Show } from "solid-js";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { accountText } from "../../language/account/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createFormRefusal } from "../../state/form-refusal.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/message.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { PublicCard } from "./public-card.tsx";

/** `/{workspace}/forgot`: asks for a mail with a link to a new password. */
export function ForgotPage() {
  const { client } = useApplication();
  const [email, setEmail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [sent, setSent] = createSignal(false);
  const refusal = createFormRefusal(["email"]);
  const send = async () => {
    setTried(true);
    if (email().trim() === "") return;
    setBusy(true);
    const answer = await client.request("POST", "/auth/password-reset", {
      body: { email: email().trim() },
    });
    setBusy(false);
    refusal.set(answer.ok ? null : answer.problem);
    if (answer.ok) setSent(true);
  };
  const missing = () =>
    tried() && email().trim() === "" ? accountText("fill_in") : refusal.at("email");
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
        <form
          class="sign-in-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Show when={refusal.rest()}>
            {(problem) => (
              <Notice kind="danger" alert>
                {problemSentence(problem())}
              </Notice>
            )}
          </Show>
          <Field label={accountText("email")} error={missing()}>
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
          <Button type="submit" variant="primary" busy={busy()}>
            {accountText("forgot_send")}
          </Button>
        </form>
      </Show>
    </PublicCard>
  );
}
