import { createSignal, Show } from "solid-js";
import type { OwnAccount } from "../../../metadata/account-wire.ts";
import { locales } from "../../../metadata/text.ts";
import { SmallForm } from "../../blocks/small-form.tsx";
import { accountText } from "../../language/account/messages.ts";
import { locale, localeNames, setLocale } from "../../language/locale.ts";
import { useApplication } from "../../state/application.ts";
import { createAnswer } from "../../state/create-answer.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Skeleton } from "../../ui/message.tsx";
import { Select } from "../../ui/select.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { showToast } from "../../ui/toast.tsx";
import { AccountPanel } from "./account-panel.tsx";

/** Name and language; the address is not one's own to change. */
export function ProfilePanel() {
  const { client } = useApplication();
  const { body: known } = createAnswer(
    () => "/account",
    (path) => client.request<OwnAccount>("GET", path),
  );
  return (
    <AccountPanel title={accountText("profile")}>
      <Show when={known()} fallback={<Skeleton width="50%" />}>
        {(found) => <ProfileForm account={found()} />}
      </Show>
    </AccountPanel>
  );
}

function ProfileForm(props: { readonly account: OwnAccount }) {
  const application = useApplication();
  const [name, setName] = createSignal(props.account.name);
  const [language, setLanguage] = createSignal(props.account.language ?? locale());
  const sending = createSmallForm({
    inputs: ["name"],
    send: async () => {
      const answer = await application.client.request<OwnAccount>("PATCH", "/account", {
        body: { name: name().trim(), language: language() },
      });
      if (!answer.ok) return answer.problem;
      setLocale(language());
      showToast(accountText("saved"));
      await application.session.check();
      return null;
    },
  });
  return (
    <SmallForm form={sending} class="account-form">
      <Field label={accountText("name")} error={sending.at("name")}>
        {(link) => (
          <TextInput {...link} name="name" autocomplete="name" value={name()} onInput={setName} />
        )}
      </Field>
      <Field label={accountText("email")}>
        {(link) => (
          <TextInput {...link} readonly value={props.account.email} onInput={() => undefined} />
        )}
      </Field>
      <Field label={accountText("language")}>
        {(link) => (
          <Select
            {...link}
            value={language()}
            onChange={(value) => setLanguage(locales.find((known) => known === value) ?? "en")}
            options={locales.map((value) => ({ value, label: localeNames[value] }))}
          />
        )}
      </Field>
      <div class="button-row">
        <Button type="submit" busy={sending.busy()}>
          {accountText("save")}
        </Button>
      </div>
    </SmallForm>
  );
}
