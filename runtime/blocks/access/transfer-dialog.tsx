import { createSignal, Show } from "solid-js";
import type { TransferAnswer } from "../../../metadata/access/wire.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { fieldView } from "../../fields/index.ts";
import { accessMessages, accessText } from "../../language/access/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createFormRefusal } from "../../state/form-refusal.ts";
import { recordsKey } from "../../state/record-list.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { Notice } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import { type Chosen, RecordInput } from "./record-input.tsx";
import "./access.css";

await accessMessages.ready();

interface TransferDialogProps {
  readonly model: ObjectModel;
  /** One record with its title, or the ids of several. */
  readonly record?: RecordJson;
  readonly title?: string;
  readonly records?: readonly string[];
  /** `isSeen`: whether the one record is still within reach. */
  readonly onDone: (isSeen: boolean) => void;
  readonly onClose: () => void;
}

/** Gives records to another owner. */
export default function TransferDialog(props: TransferDialogProps) {
  const application = useApplication();
  const [person, setPerson] = createSignal<Chosen | null>(null);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const refusal = createFormRefusal(["owner"]);
  const count = () => props.records?.length ?? 1;
  const { client } = application;
  const ask = (owner: string) => {
    const { model, record } = props;
    return record === undefined
      ? client.request<TransferAnswer>("POST", `/records/${model.name}/owner`, {
          body: { ids: props.records ?? [], owner },
        })
      : client.request<RecordJson>("POST", `/records/${model.name}/${record.id}/owner`, {
          body: { owner },
          ifMatch: `"${record.revision}"`,
        });
  };
  const transfer = async () => {
    setTried(true);
    const chosen = person();
    if (chosen === null) return;
    setBusy(true);
    const answer = await ask(chosen.id);
    setBusy(false);
    if (!answer.ok) return refusal.set(answer.problem);
    const named = { name: chosen.label, title: props.title ?? "", count: count() };
    showToast(accessText(props.record ? "transferred" : "transferred_many", named));
    props.onClose();
    props.onDone("owner" in answer.body);
    void application.queries.invalidateQueries({ queryKey: recordsKey(props.model.name) });
  };
  return (
    <Dialog
      open
      keepOnBackdrop
      title={
        props.record
          ? accessText("transfer_title", { title: props.title ?? "" })
          : accessText("transfer_many_title", { count: count() })
      }
      closeLabel={accessText("close")}
      onClose={props.onClose}
    >
      <form
        class="transfer-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void transfer();
        }}
      >
        <Show when={refusal.rest()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}
            </Notice>
          )}
        </Show>
        <Show when={props.record}>
          {(record) => <OwnerNow model={props.model} record={record()} />}
        </Show>
        <Field
          label={accessText("transfer_to")}
          hint={accessText("transfer_hint")}
          error={tried() && person() === null ? accessText("choose_person") : refusal.at("owner")}
        >
          {(link) => (
            <RecordInput link={link} object="user" value={person()} onChange={setPerson} />
          )}
        </Field>
        <div class="transfer-actions">
          <Button onClick={() => props.onClose()}>{accessText("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy()}>
            {accessText("transfer")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function OwnerNow(props: { readonly model: ObjectModel; readonly record: RecordJson }) {
  const field = () => props.model.byName.get("owner");
  return (
    <Show when={field()}>
      {(owner) => (
        <p class="muted">
          {accessText("transfer_now")}:{" "}
          <Show when={props.record.owner} fallback={accessText("transfer_nobody")}>
            {fieldView(owner()).Cell({ field: owner(), value: props.record.owner })}
          </Show>
        </p>
      )}
    </Show>
  );
}
