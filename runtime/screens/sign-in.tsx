import { createSignal, lazy, onMount, Show, Suspense } from "solid-js";
import type { SignInMethods, SecondStep as Step } from "../../metadata/wire.ts";
import { PasswordField } from "../blocks/password-field.tsx";
import { problemSentence } from "../blocks/problem-view.tsx";
import { text } from "../language/messages.ts";
import { useApplication } from "../state/application.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/message.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import { Logo } from "./logo.tsx";
import "./sign-in.css";

const SecondStep = lazy(() => import("./second-step.tsx"));
const PasskeySignIn = lazy(() => import("./passkey-sign-in.tsx"));
const ProviderSignIn = lazy(() => import("./provider-sign-in.tsx"));

/** Sign-in at whatever address was asked for; afterwards that address is shown. */
export function SignIn(props: { readonly expired?: boolean }) {
  const application = useApplication();
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <header class="sign-in-head">
          <Logo />
          <h1>{text("sign_in_to", { workspace: application.workspace })}</h1>
          <p class="muted">{text(props.expired ? "session_ended" : "sign_in_hint")}</p>
        </header>
        <SignInSteps />
      </div>
      <div class="sign-in-foot">
        <LanguageMenu />
      </div>
    </main>
  );
}

/** The password, the provider or a passkey; then, for who has a second factor, the second step. */
function SignInSteps() {
  const [step, setStep] = createSignal<Step>();
  const [reason, setReason] = createSignal<string>();
  const [passkeys, setPasskeys] = createSignal(false);
  const [provider, setProvider] = createSignal<string | null>(null);
  const { client } = useApplication();
  onMount(async () => {
    const methods = await client.request<SignInMethods>("GET", "/auth/methods");
    if (!methods.ok) return;
    setPasskeys(methods.body.passkey && "PublicKeyCredential" in window);
    setProvider(methods.body.provider);
  });
  return (
    <Show
      when={step()}
      fallback={
        <>
          <SignInForm reason={reason()} onSecondStep={setStep} />
          <Show when={provider()}>
            {(label) => (
              <Suspense>
                <ProviderSignIn label={label()} />
              </Suspense>
            )}
          </Show>
          <Show when={passkeys()}>
            <Suspense>
              <PasskeySignIn />
            </Suspense>
          </Show>
        </>
      }
    >
      {(open) => (
        <Suspense>
          <SecondStep
            step={open()}
            onStartAgain={(why) => {
              setReason(why);
              setStep(undefined);
            }}
          />
        </Suspense>
      )}
    </Show>
  );
}

function SignInForm(props: {
  /** Why one has to begin again. */
  readonly reason: string | undefined;
  readonly onSecondStep: (step: Step) => void;
}) {
  const application = useApplication();
  const known = application.session.who()?.user.email ?? "";
  const [email, setEmail] = createSignal(known);
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal(props.reason);
  let form!: HTMLFormElement;
  onMount(() => focusFirst(form));

  const submit = async () => {
    setTried(true);
    if (email().trim() === "" || password() === "") {
      queueMicrotask(() => focusFirst(form));
      return;
    }
    setBusy(true);
    const outcome = await application.session.signIn(email().trim(), password());
    setBusy(false);
    if (outcome === null) return;
    if ("challenge" in outcome) return props.onSecondStep(outcome);
    setRefusal(problemSentence(outcome));
    form.querySelector<HTMLInputElement>("[name=password]")?.select();
  };
  const missing = (value: string) => (tried() && value.trim() === "" ? text("fill_in") : undefined);

  return (
    <form
      ref={form}
      class="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Refusal sentence={refusal()} />
      <Field label={text("email")} error={missing(email())}>
        {(link) => (
          <TextInput
            {...link}
            type="email"
            name="email"
            autocomplete="username"
            inputmode="email"
            spellcheck={false}
            value={email()}
            onInput={setEmail}
          />
        )}
      </Field>
      <PasswordField
        label={text("password")}
        name="password"
        autocomplete="current-password"
        error={missing(password())}
        value={password()}
        onInput={setPassword}
      />
      <Button type="submit" variant="primary" busy={busy()}>
        {text("sign_in")}
      </Button>
      {/* Over an open screen in a tab of its own, so that nothing typed is lost. */}
      <a
        class="sign-in-forgot"
        href={`/${application.workspace}/forgot`}
        rel="external"
        target={known === "" ? undefined : "_blank"}
      >
        {text("forgot_password")}
      </a>
    </form>
  );
}

/** The first empty input has the cursor. */
function focusFirst(form: HTMLFormElement): void {
  const inputs = [...form.querySelectorAll("input")];
  (inputs.find((input) => input.value === "") ?? inputs[0])?.focus();
}
