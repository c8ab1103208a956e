import { createEffect, createSignal, Show } from "solid-js";
import type { OpenInvitation } from "../../../metadata/account-wire.ts";
import { PasswordField } from "../../blocks/password-field.tsx";
import { problemSentence } from "../../blocks/problem-view.tsx";
import { SmallForm } from "../../blocks/small-form.tsx";
import { accountText } from "../../language/account/messages.ts";
import { locale } from "../../language/locale.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { createSmallForm } from "../../state/small-form.ts";
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
  const { body: invitation, problem } = createAnswer(locale, () =>
    client.request<OpenInvitation>("POST", "/auth/invitations/check", {
      body: { token: linkToken() },
    }),
  );
  const refusal = () => {
    const told = problem();
    return told && problemSentence(told);
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
  let form!: HTMLFormElement;
  createEffect(() => form.querySelector<HTMLInputElement>("[name=password]")?.focus());
  const sending = createSmallForm({
    inputs: ["name", "password"],
    needed: () => ({ password: password(), name: name().trim() }),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const answer = await client.request("POST", "/auth/invitations/accept", {
        body: {
          token: linkToken(),
          password: password(),
          ...(known ? {} : { name: name().trim() }),
        },
      });
      if (!answer.ok) return answer.problem;
      leaveLink(workspace);
      return null;
    },
  });
  return (
    <SmallForm
      form={sending}
      class="sign-in-form"
      ref={(element) => {
        form = element;
      }}
    >
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
        <Field label={accountText("name")} error={sending.at("name")}>
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
        error={sending.at("password")}
        value={password()}
        onInput={setPassword}
      />
      <Button type="submit" variant="primary" busy={sending.busy()}>
        {accountText("accept")}
      </Button>
    </SmallForm>
  );
}
