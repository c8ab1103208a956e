import { createSignal, Show } from "solid-js";
import { type EndpointEntry, endpointFormats } from "../../metadata/workflow-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { TextInput } from "../../runtime/ui/text-input.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { deliveryText } from "../language/deliveries/messages.ts";
import type { DeliveriesStore } from "./deliveries-api.ts";

/** A new endpoint, or one that is changed: its secret goes in and never comes out. */
export function EndpointDialog(props: {
  readonly store: DeliveriesStore;
  /** Null: a new one. */
  readonly endpoint: EndpointEntry | null;
  readonly onClose: () => void;
}) {
  const { endpoint } = props;
  const [name, setName] = createSignal(endpoint?.name ?? "");
  const [url, setUrl] = createSignal(endpoint?.url ?? "");
  const [format, setFormat] = createSignal<string>(endpoint?.format ?? "standard");
  const [secret, setSecret] = createSignal("");
  const sending = createSmallForm({
    inputs: ["name", "url", "format", "secret"],
    needed: () => ({ name: name().trim(), url: url().trim() }),
    fillIn: () => deliveryText("fill_in"),
    send: async () => {
      const given = secret() === "" ? {} : { secret: secret() };
      const change = { url: url().trim(), format: format(), ...given };
      const problem = await props.store.write(name().trim(), change);
      if (problem !== null) return problem;
      showToast(deliveryText("saved", { name: name().trim() }));
      props.onClose();
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={
        endpoint === null
          ? deliveryText("new_endpoint")
          : deliveryText("change_endpoint", { name: endpoint.name })
      }
      submit={deliveryText("save")}
      onClose={props.onClose}
    >
      <Show when={endpoint === null}>
        <Field
          label={deliveryText("name")}
          hint={deliveryText("name_hint")}
          error={sending.at("name")}
        >
          {(link) => (
            <TextInput
              {...link}
              name="endpoint_name"
              autofocus
              spellcheck={false}
              value={name()}
              onInput={setName}
            />
          )}
        </Field>
      </Show>
      <Field label={deliveryText("url")} error={sending.at("url")}>
        {(link) => (
          <TextInput
            {...link}
            name="endpoint_url"
            type="url"
            inputmode="url"
            placeholder="https://"
            spellcheck={false}
            value={url()}
            onInput={setUrl}
          />
        )}
      </Field>
      <Field label={deliveryText("format")} error={sending.at("format")}>
        {(link) => (
          <Select
            {...link}
            name="endpoint_format"
            value={format()}
            options={endpointFormats.map((value) => ({
              value,
              label: deliveryText(`format_${value}`),
            }))}
            onChange={setFormat}
          />
        )}
      </Field>
      <SecretInput
        isSet={endpoint?.has_secret ?? false}
        makes={format() === "standard"}
        value={secret()}
        error={sending.at("secret")}
        onChange={setSecret}
      />
    </SmallFormDialog>
  );
}

function SecretInput(props: {
  readonly isSet: boolean;
  /** Whether any secret will do: robots have their own. */
  readonly makes: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (secret: string) => void;
}) {
  /** One that was made here is shown until it is saved: the other side needs it, too. */
  const [made, setMade] = createSignal("");
  const isShown = () => made() !== "" && props.value === made();
  const hint = () => {
    if (isShown()) return deliveryText("secret_made");
    return deliveryText(props.isSet ? "secret_keep" : "secret_hint");
  };
  const make = () => {
    setMade(newSecret());
    props.onChange(made());
  };
  return (
    <Field label={deliveryText("secret")} hint={hint()} error={props.error}>
      {(link) => (
        <div class="endpoint-secret">
          <TextInput
            {...link}
            name="endpoint_secret"
            type={isShown() ? "text" : "password"}
            autocomplete="new-password"
            spellcheck={false}
            value={props.value}
            onInput={props.onChange}
          />
          <Show when={props.makes}>
            <Button onClick={make}>{deliveryText("secret_new")}</Button>
          </Show>
        </div>
      )}
    </Field>
  );
}

/** 32 random bytes, as Standard Webhooks writes them. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
