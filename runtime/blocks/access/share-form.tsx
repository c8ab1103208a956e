import { createSignal, Show } from "solid-js";
import type { ReceiverKind, RecordShare } from "../../../metadata/access/wire.ts";
import { accessText } from "../../language/access/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createFormRefusal } from "../../state/form-refusal.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/message.tsx";
import { Select } from "../../ui/select.tsx";
import { TextInput } from "../../ui/text-input.tsx";
import { problemSentence } from "../problem-view.tsx";
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
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["person", "team", "access", "until"]);
  const share = async () => {
    setTried(true);
    const chosen = receiver();
    if (chosen === null) return;
    setBusy(true);
    const answer = await client.request<RecordShare>("POST", props.path, {
      body: {
        [kind()]: chosen.id,
        access: access(),
        ...(until() === "" ? {} : { until: endOf(until()) }),
      },
    });
    setBusy(false);
    if (!answer.ok) return refusal.set(answer.problem);
    refusal.set(null);
    setTried(false);
    setReceiver(null);
    setUntil("");
    props.onShared(answer.body);
  };
  return (
    <form
      class="share-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void share();
      }}
    >
      <Show when={refusal.rest()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problemSentence(problem())}
          </Notice>
        )}
      </Show>
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
      <Field
        class="share-receiver"
        label={accessText("share_with")}
        error={tried() && receiver() === null ? accessText("choose") : refusal.at(kind())}
      >
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
        error={refusal.at("until")}
      >
        {(link) => <TextInput {...link} type="date" value={until()} onInput={setUntil} />}
      </Field>
      <div class="share-actions">
        <p class="muted">{accessText("roles_decide")}</p>
        <Button type="submit" variant="primary" busy={busy()}>
          {accessText("add")}
        </Button>
      </div>
    </form>
  );
}
