import { createSignal, onMount, Show } from "solid-js";
import type { SecondStep as Step } from "../../metadata/wire.ts";
import { problemSentence } from "../blocks/problem-view.tsx";
import { securityMessages, securityText } from "../language/security/messages.ts";
import { useApplication } from "../state/application.ts";
import { askPasskey } from "../state/second-factors.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/message.tsx";
import { TextInput } from "../ui/text-input.tsx";

await securityMessages.ready();

/** The second step of signing in: a code of the app, a passkey or a recovery code. */
export default function SecondStep(props: {
  readonly step: Step;
  readonly onStartAgain: (reason?: string) => void;
}) {
  const application = useApplication();
  const [code, setCode] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<string>();
  let input: HTMLInputElement | undefined;
  const can = (kind: Step["second_factor"][number]) => props.step.second_factor.includes(kind);
  const typed = () => can("totp") || can("recovery");
  onMount(() => input?.focus());

  const enter = async (path: string, body: Readonly<Record<string, unknown>>) => {
    const { challenge } = props.step;
    const problem = await application.session.enter(path, { challenge, ...body });
    setBusy(false);
    if (problem === null) return;
    if (problem.code === "challenge_expired") return props.onStartAgain(problemSentence(problem));
    setRefusal(problemSentence(problem));
    input?.select();
  };
  const submit = async () => {
    if (code().trim() === "" || busy()) return;
    setBusy(true);
    await enter("/auth/sign-in/second-factor", { code: code().trim() });
  };
  const withPasskey = async () => {
    setBusy(true);
    const answer = await askPasskey(application.client, props.step.challenge);
    if (answer.ok) return enter("/auth/passkey", { response: answer.value });
    setBusy(false);
    setRefusal(
      answer.problem === null ? securityText("passkey_failed") : problemSentence(answer.problem),
    );
  };

  return (
    <form
      class="sign-in-form"
      noValidate
      aria-label={securityText("second_step")}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Refusal sentence={refusal()} />
      <Show when={typed()}>
        <Field
          label={securityText(can("totp") ? "code" : "recovery_code")}
          hint={securityText(can("totp") ? "code_hint" : "recovery_hint")}
        >
          {(link) => (
            <TextInput
              {...link}
              ref={input}
              name="code"
              autocomplete="one-time-code"
              autocapitalize="none"
              spellcheck={false}
              inputmode={can("totp") && !can("recovery") ? "numeric" : "text"}
              value={code()}
              onInput={(text) => {
                setCode(text);
                // Six digits are complete: whoever pastes them is done.
                if (can("totp") && /^\s*\d{3}\s?\d{3}\s*$/.test(text)) void submit();
              }}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy()}>
          {securityText("go_on")}
        </Button>
      </Show>
      <Show when={can("passkey")}>
        <Button
          icon="key"
          variant={typed() ? "secondary" : "primary"}
          disabled={busy()}
          onClick={() => void withPasskey()}
        >
          {securityText("use_passkey")}
        </Button>
      </Show>
      <Button variant="quiet" onClick={() => props.onStartAgain()}>
        {securityText("start_again")}
      </Button>
    </form>
  );
}
