import { createEffect, createResource, createSignal, Show } from "solid-js";
import type { OpenInvitation } from "../../../metadata/account-wire.ts";
import { PasswordField } from "../../blocks/password-field.tsx";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { accountText } from "../../language/account/messages.ts";
import { locale } from "../../language/locale.ts";
import { useApplication } from "../../state/application.ts";
import { createFormRefusal } from "../../state/form-refusal.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice, Skeleton } from "../../ui/message.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { leaveLink, linkToken } from "./link-token.ts";
import { PublicCard } from "./public-card.tsx";

/** `/{workspace}/accept#…`: an invited person becomes a member, and is signed in. */
export function AcceptPage() {
  const { client, workspace } = useApplication();
  // Asked again in another language, for the sentence of a link that is not valid.
  const [opened] = createResource(locale, () =>
    client.request<OpenInvitation>("POST", "/auth/invitations/check", {
      body: { token: linkToken() },
    }),
  );
  const invitation = () => {
    const answer = opened.latest;
    return answer?.ok ? answer.body : undefined;
  };
  const refusal = () => {
    const answer = opened.latest;
    return answer === undefined || answer.ok ? undefined : problemSentence(answer.problem);
  };
  const hint = () => {
    const found = invitation();
    if (found === undefined) return undefined;
    return accountText(found.has_account ? "accept_known" : "accept_hint", { email: found.email });
  };
  return (
    <PublicCard title={accountText("accept_title", { workspace })} hint={hint()}>
      <Show
        when={invitation()}
        fallback={
          <Show when={linkToken() === "" || refusal()} fallback={<Skeleton width="60%" />}>
            <Notice kind="danger" alert>
              {linkToken() === "" ? accountText("link_missing") : refusal()}
            </Notice>
          </Show>
        }
      >
        {(found) => <AcceptForm invitation={found()} />}
      </Show>
    </PublicCard>
  );
}

function AcceptForm(props: { readonly invitation: OpenInvitation }) {
  const { client, workspace } = useApplication();
  const known = props.invitation.has_account;
  const [name, setName] = createSignal(props.invitation.name);
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["name", "password"]);
  let form!: HTMLFormElement;
  createEffect(() => form.querySelector<HTMLInputElement>("[name=password]")?.focus());
  const accept = async () => {
    setTried(true);
    if (password() === "" || name().trim() === "") return;
    setBusy(true);
    const answer = await client.request("POST", "/auth/invitations/accept", {
      body: {
        token: linkToken(),
        password: password(),
        ...(known ? {} : { name: name().trim() }),
      },
    });
    setBusy(false);
    refusal.set(answer.ok ? null : answer.problem);
    if (answer.ok) leaveLink(workspace);
  };
  const missing = (value: string, field: string) =>
    tried() && value.trim() === "" ? accountText("fill_in") : refusal.at(field);
  return (
    <form
      ref={form}
      class="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void accept();
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
        value={props.invitation.email}
        readonly
        hidden
      />
      <Show when={!known}>
        <Field label={accountText("name")} error={missing(name(), "name")}>
          {(link) => (
            <TextInput {...link} name="name" autocomplete="name" value={name()} onInput={setName} />
          )}
        </Field>
      </Show>
      <PasswordField
        label={accountText("password")}
        name="password"
        autocomplete={known ? "current-password" : "new-password"}
        hint={known ? undefined : accountText("password_hint")}
        error={missing(password(), "password")}
        value={password()}
        onInput={setPassword}
      />
      <Button type="submit" variant="primary" busy={busy()}>
        {accountText("accept")}
      </Button>
    </form>
  );
}
