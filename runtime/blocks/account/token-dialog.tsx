import { createSignal, Show } from "solid-js";
import type { MadeToken, TokenScope } from "../../../metadata/account-wire.ts";
import type { ProblemJson } from "../../../metadata/wire.ts";
import { accountText } from "../../language/account/messages.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/message.tsx";
import { Select } from "../../ui/select.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { SmallForm } from "../small-form.tsx";
import { ShownOnce } from "./shown-once.tsx";

export interface WantedToken {
  readonly name: string;
  readonly scope: TokenScope;
  readonly expires_at: string;
}

export type MakeToken = (wanted: WantedToken) => Promise<MadeToken | { problem: ProblemJson }>;

const offeredDays = [7, 30, 90, 365] as const;
const dayMilliseconds = 86_400_000;

/** Asks what a token is for, makes it, and shows it the one time it is ever shown. */
export function TokenDialog(props: { readonly make: MakeToken; readonly onClose: () => void }) {
  const [made, setMade] = createSignal<MadeToken>();
  return (
    <Dialog
      open
      keepOnBackdrop
      title={accountText("new_token")}
      closeLabel={accountText("close")}
      onClose={() => props.onClose()}
    >
      <Show
        when={made()}
        fallback={<TokenForm make={props.make} onMade={setMade} onClose={props.onClose} />}
      >
        {(token) => (
          <div class="token-form">
            <Notice kind="warning" alert>
              {accountText("token_made")}
            </Notice>
            <ShownOnce label={accountText("token")} value={token().token} />
            <div class="dialog-actions">
              <Button variant="primary" onClick={() => props.onClose()}>
                {accountText("done")}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </Dialog>
  );
}

function TokenForm(props: {
  readonly make: MakeToken;
  readonly onMade: (token: MadeToken) => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = createSignal("");
  const [scope, setScope] = createSignal<TokenScope>("read");
  const [days, setDays] = createSignal("90");
  const sending = createSmallForm({
    inputs: ["name"],
    needed: () => ({ name: name().trim() }),
    fillIn: () => accountText("fill_in"),
    send: async () => {
      const expires_at = new Date(Date.now() + Number(days()) * dayMilliseconds).toISOString();
      const outcome = await props.make({ name: name().trim(), scope: scope(), expires_at });
      if ("problem" in outcome) return outcome.problem;
      props.onMade(outcome);
      return null;
    },
  });
  return (
    <SmallForm form={sending} class="token-form">
      <Field label={accountText("token_name")} error={sending.at("name")}>
        {(link) => (
          <TextInput
            {...link}
            name="token_name"
            autofocus
            maxLength={100}
            value={name()}
            onInput={setName}
          />
        )}
      </Field>
      <Field label={accountText("token_scope")}>
        {(link) => (
          <Select
            {...link}
            value={scope()}
            onChange={(value) => setScope(value === "all" ? "all" : "read")}
            options={[
              { value: "read", label: accountText("scope_read") },
              { value: "all", label: accountText("scope_all") },
            ]}
          />
        )}
      </Field>
      <Field label={accountText("token_end")}>
        {(link) => (
          <Select
            {...link}
            value={days()}
            onChange={setDays}
            options={offeredDays.map((count) => ({
              value: String(count),
              label: accountText("days", { count }),
            }))}
          />
        )}
      </Field>
      <div class="dialog-actions">
        <Button onClick={() => props.onClose()}>{accountText("cancel")}</Button>
        <Button type="submit" variant="primary" busy={sending.busy()}>
          {accountText("make_token")}
        </Button>
      </div>
    </SmallForm>
  );
}
