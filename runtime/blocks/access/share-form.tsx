import { createSignal } from "solid-js";
import type { ReceiverKind, RecordShare } from "../../../metadata/access/wire.ts";
import { accessText } from "../../language/access/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { SmallForm } from "../small-form.tsx";
import { type Chosen, RecordInput } from "./record-input.tsx";

const objects: Readonly<Record<ReceiverKind, string>> = { person: "user", team: "team" };

/** The last moment of a day where the browser is. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

/** One more person or team. */
export function ShareForm(props: {
  /** Where shares of the record are made. */
  readonly path: string;
  readonly onShared: (share: RecordShare) => void;
}) {
  const { client } = useApplication();
  const [kind, setKind] = createSignal<ReceiverKind>("person");
  const [receiver, setReceiver] = createSignal<Chosen | null>(null);
  const [access, setAccess] = createSignal("read");
  const [until, setUntil] = createSignal("");
  const sending = createSmallForm({
    inputs: ["person", "team", "access", "until"],
    needed: () => ({ [kind()]: receiver()?.id ?? "" }),
    fillIn: () => accessText("choose"),
    send: async () => {
      const answer = await client.request<RecordShare>("POST", props.path, {
        body: {
          [kind()]: receiver()?.id,
          access: access(),
          ...(until() === "" ? {} : { until: endOf(until()) }),
        },
      });
      if (!answer.ok) return answer.problem;
      setReceiver(null);
      setUntil("");
      props.onShared(answer.body);
      return null;
    },
  });
  return (
    <SmallForm form={sending} class="share-form">
      <Field label={accessText("kind")}>
        {(link) => (
          <Select
            {...link}
            value={kind()}
            options={(["person", "team"] as const).map((value) => ({
              value,
              label: accessText(value),
            }))}
            onChange={(value) => {
              setKind(value === "team" ? "team" : "person");
              setReceiver(null);
            }}
          />
        )}
      </Field>
      <Field class="share-receiver" label={accessText("share_with")} error={sending.at(kind())}>
        {(link) => (
          <RecordInput
            link={link}
            object={objects[kind()]}
            value={receiver()}
            onChange={setReceiver}
          />
        )}
      </Field>
      <Field label={accessText("access")}>
        {(link) => (
          <Select
            {...link}
            value={access()}
            options={(["read", "update"] as const).map((value) => ({
              value,
              label: accessText(value),
            }))}
            onChange={setAccess}
          />
        )}
      </Field>
      <Field
        label={accessText("until")}
        hint={accessText("until_hint")}
        error={sending.at("until")}
      >
        {(link) => <TextInput {...link} type="date" value={until()} onInput={setUntil} />}
      </Field>
      <div class="share-actions">
        <p class="muted">{accessText("roles_decide")}</p>
        <Button type="submit" variant="primary" busy={sending.busy()}>
          {accessText("add")}
        </Button>
      </div>
    </SmallForm>
  );
}
